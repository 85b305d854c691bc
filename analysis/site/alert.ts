import { formatDuration } from "../../model/quantity.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { Explained } from "../../monitors/explain.ts";
import { alertAnchor, dashboardPage, panelAnchor, severityAnchor } from "./addresses.ts";
import { carriedFacts } from "./carried.ts";
import type { Block, Text } from "./page.ts";
import { provenanceFacts } from "./provenance.ts";
import type { Subject } from "./subject.ts";

/** A title without the name of the service, which the page has already. */
export function shortTitle({ title, system, service }: Alert): string {
  const prefix = `${system?.name} ${service?.name}: `;
  return title.startsWith(prefix) ? title.slice(prefix.length) : title;
}

/** A row for each alert. @param page on which they are */
export function alertsTable(caption: string, alerts: readonly Alert[], page: string, { explained }: Subject): Block {
  return {
    kind: "table",
    caption,
    head: ["alert", "severity", "notifies", "total outage detected after", "never detected"],
    rows: alerts.map((alert): Text[] => {
      const { name, severity } = alert;
      const said = explained.get(name);
      return [
        [{ text: shortTitle(alert), to: `${page}#${alertAnchor(name)}` }],
        severity.id,
        said?.route ?? "",
        said?.outage ?? "",
        said?.unseen ?? "",
      ];
    }),
  };
}

/** All that is known of one alert: when it fires and whom it notifies, what it does not detect, and what its evaluator runs. */
export function alertPart(alert: Alert, page: string, { explained, queryOf, panelOf }: Subject): Block {
  const { name, formerNames, summary, severity, runbook, keepFiringFor } = alert;
  const said = explained.get(name);
  const query = queryOf(alert);
  const spot = panelOf(alert);
  return {
    kind: "part",
    id: alertAnchor(name),
    former: formerNames.map(alertAnchor),
    title: shortTitle(alert),
    blocks: [
      {
        kind: "facts",
        facts: [
          ["name", [{ code: name }]],
          ["fires when", summary],
          ["severity", alert.service ? [{ text: severity.id, to: `${page}#${severityAnchor(severity.id)}` }] : severity.id],
          ["notifies", said?.route ?? ""],
          ["runbook", [{ text: runbook.id, to: runbook.url }]],
          ...(spot
            ? ([
                ["panel", [{ text: spot.panel.title, to: `${dashboardPage(spot.dashboard.name)}#${panelAnchor(spot.panel.id)}` }]],
              ] as const)
            : []),
          ["total outage detected after", said?.outage ?? ""],
          ["never detected", said?.unseen ?? ""],
          ...(said?.groups === undefined ? [] : ([["groups", said.groups]] as const)),
          ...(said?.resolves === undefined ? [] : ([["resolves", said.resolves]] as const)),
          ...(keepFiringFor === undefined ? [] : ([["keep firing for", formatDuration(keepFiringFor)]] as const)),
          ...carriedFacts(alert),
          ...provenanceFacts(alert.provenance),
        ],
      },
      {
        kind: "details",
        summary: "Rule and limits",
        blocks: [
          { kind: "text", text: `${query.intro}.` },
          ...(query.text === "" ? [] : [{ kind: "code" as const, label: `Query of ${name}`, text: query.text }]),
          ...tiersTable(said, name),
          ...listOf("Blind spots", said?.blindSpots ?? []),
          ...listOf("Notes", said?.notes ?? []),
        ],
      },
    ],
  };
}

function tiersTable(said: Explained | undefined, name: string): Block[] {
  if (!said || said.tiers.length === 0) return [];
  return [
    {
      kind: "table",
      caption: `Burn-rate tiers of ${name}`,
      head: ["budget spent", "long window", "short window", "burn rate", "bad share"],
      rows: said.tiers.map(({ share, long, short, factor, above }) => [share, long, short, factor, `${above} or more`]),
    },
  ];
}

const listOf = (title: string, items: readonly string[]): Block[] =>
  items.length === 0
    ? []
    : [
        { kind: "text", text: [{ strong: title }] },
        { kind: "list", items },
      ];
