import type { Kind, Report, Section } from "../report.ts";

interface Dataset {
  readonly name: string;
  readonly description: string;
  readonly useRetentionPeriod: boolean;
  readonly retentionDays: number;
}
interface Document {
  readonly name: string;
  readonly charts: readonly { readonly name: string }[];
}

function sections(kinds: Kind, environment: string): Section[] {
  const here = (text: string) => text.includes(`(${environment})`);
  const datasets = kinds<Dataset>("dataset").map(({ fields }) => fields);
  const dashboards = kinds<{ dashboard: string }>("dashboard").map(({ fields }): Document => JSON.parse(fields.dashboard));
  return [
    {
      noun: "dataset",
      rows: datasets
        .filter(({ description }) => here(description))
        .map(({ name, useRetentionPeriod, retentionDays }) => [
          name,
          useRetentionPeriod ? `kept ${retentionDays}d` : "kept as the plan says",
        ])
        .sort(byFirst),
    },
    {
      noun: "saved query",
      rows: dashboards
        .filter(({ name }) => here(name))
        .flatMap(({ name, charts }) => charts.map((chart) => [name, chart.name]))
        .sort(byFirst),
    },
  ];
}

const byFirst = ([one = ""]: readonly string[], [other = ""]: readonly string[]) => (one < other ? -1 : one > other ? 1 : 0);

export const report: Report = { sections };
