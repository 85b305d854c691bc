import { byName, type Kind, type Report, type Section } from "../report.ts";

interface Flag {
  readonly name: string;
  readonly key: string;
  readonly active: boolean;
  readonly rolloutPercentage: number;
}
interface Insight {
  readonly name: string;
  readonly queryJson: string;
  readonly dashboardIds?: readonly number[];
}

function sections(kinds: Kind, environment: string): Section[] {
  const of = <T extends { readonly name: string }>(kind: string) =>
    kinds<T>(kind)
      .filter(({ fields }) => fields.name.endsWith(`(${environment})`))
      .sort(byName);
  const dashboards = new Map(kinds<{ name: string }>("dashboard").map(({ id, fields }) => [id, fields.name]));
  return [
    {
      noun: "event",
      rows: of<Insight>("insight").map(({ fields: { name, queryJson, dashboardIds = [] } }) => [
        name,
        eventsIn(queryJson).join(", "),
        dashboardIds.length === 0 ? "on no dashboard" : `on ${dashboardIds.map((id) => dashboards.get(String(id)) ?? id).join(", ")}`,
      ]),
    },
    {
      noun: "feature flag",
      rows: of<Flag>("featureFlag").map(({ fields: { name, key, active, rolloutPercentage } }) => [
        name,
        key,
        active ? `${rolloutPercentage} % of users` : "off",
      ]),
    },
  ];
}

function eventsIn(queryJson: string): string[] {
  const { source } = JSON.parse(queryJson) as { source: { series: readonly { readonly event: string }[] } };
  return source.series.map(({ event }) => event);
}

export const report: Report = { sections };
