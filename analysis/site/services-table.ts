import type { Slo } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { countByRoute } from "../../monitors/routing.ts";
import { firstCalled, notifiedOf } from "./notified.ts";
import type { Block, Text } from "./page.ts";
import { linkTo, type Place, type Subject } from "./subject.ts";

/** A row for each service: what it promises, and whom its pages reach first. */
export function servicesTable(caption: string, places: readonly Place[], subject: Subject): Block {
  return {
    kind: "table",
    caption,
    head: [
      "service",
      "tier",
      "SLOs",
      ...(subject.history ? ["state of the SLOs"] : []),
      "alerts that page",
      "alerts that post",
      "first called by day",
      "first called at night",
    ],
    rows: places.map((place): Text[] => {
      const { service } = place;
      const alerts = subject.alertsOf(service);
      const { pages, posts } = countByRoute(alerts);
      return [
        [linkTo(place)],
        String(service.tier),
        String(service.slos.length),
        ...(subject.history ? [standingsInWords(service.slos, subject)] : []),
        String(pages),
        String(posts),
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

/** `2 kept, 1 broken`; nothing of a service without SLOs. */
function standingsInWords(slos: readonly Slo[], { standingOf }: Subject): string {
  const states = slos.flatMap((slo) => standingOf(slo)?.state ?? []);
  return (["broken", "kept", "unknown"] as const)
    .map((state) => [states.filter((one) => one === state).length, state] as const)
    .flatMap(([count, state]) => (count > 0 ? [`${count} ${state}`] : []))
    .join(", ");
}
