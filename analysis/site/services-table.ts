import type { Alert } from "../../monitors/alert.ts";
import { servicePage } from "./addresses.ts";
import { firstCalled, notifiedOf } from "./notified.ts";
import type { Block, Text } from "./page.ts";
import type { Place, Subject } from "./subject.ts";

/** A row for each service: what it promises, and whom its pages reach first. */
export function servicesTable(caption: string, places: readonly Place[], subject: Subject): Block {
  return {
    kind: "table",
    caption,
    head: ["service", "tier", "SLOs", "alerts that page", "alerts that post", "first called by day", "first called at night"],
    rows: places.map((place): Text[] => {
      const { system, service } = place;
      const alerts = subject.alertsOf(service);
      const pages = alerts.filter(({ route }) => route.kind === "page").length;
      return [
        [{ text: `${system.name} ${service.name}`, to: servicePage(service.path) }],
        String(service.tier),
        String(service.slos.length),
        String(pages),
        String(alerts.length - pages),
        ...firstOf(subject, place, alerts),
      ];
    }),
  };
}

function firstOf(subject: Subject, place: Place, alerts: readonly Alert[]): string[] {
  if (!alerts.some(({ route }) => route.kind === "page")) return ["no one", "no one"];
  const paging = notifiedOf(subject, place).find(({ answers }) => answers.some(({ answer }) => answer.paging));
  const words = paging?.answers.map(({ answer }) => (answer.paging ? firstCalled(answer.paging) : "no one")) ?? [];
  return [words[0] ?? "no one", words[1] ?? "no one"];
}
