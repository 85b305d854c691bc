import type { Kind, Report, Section } from "../report.ts";

interface MonitorAlert {
  readonly description: string;
  readonly compare: "GreaterThan" | "LessThan";
  readonly value: number;
  readonly window: string;
  readonly tags: readonly string[];
  readonly alerts: { readonly emails?: readonly string[]; readonly slacks?: readonly { readonly channel: string }[] };
}

const sign = { GreaterThan: ">", LessThan: "<" } as const;

function sections(kinds: Kind, environment: string): Section[] {
  const alerts = kinds<MonitorAlert>("monitorAlert").map(({ fields }) => fields);
  const rows = alerts
    .filter(({ description }) => description.includes(`(${environment}),`))
    .map(({ description, compare, value, window, tags, alerts: { emails = [], slacks = [] } }) => [
      description.replace(/: https?:.*$/, ""),
      `${sign[compare]} ${value} for ${window} on ${tags.join(", ")}`,
      [...slacks.map(({ channel }) => channel), ...emails].join(", "),
    ])
    .sort(([one = ""], [other = ""]) => (one < other ? -1 : 1));
  return [{ noun: "alert", rows }];
}

export const report: Report = { sections };
