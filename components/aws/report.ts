import type { Kind, Report, Section } from "../report.ts";

interface Tags {
  readonly tags?: Readonly<Record<string, string>>;
}

function sections(kinds: Kind, environment: string): Section[] {
  const here = ({ fields }: { fields: Tags }) => fields.tags?.environment === environment;
  const groups = kinds<Tags & { name: string; retentionInDays: number }>("logGroup").filter(here);
  const alarms = [
    ...kinds<Tags & { name: string; alarmDescription?: string }>("metricAlarm").filter(here),
    ...kinds<Tags & { alarmName: string; alarmDescription?: string }>("compositeAlarm").filter(here),
  ].map(({ fields }) => ["alarmName" in fields ? fields.alarmName : fields.name, fields.alarmDescription?.split("\n")[0] ?? ""]);
  return [
    { noun: "log group", rows: groups.map(({ fields }) => [fields.name, `${fields.retentionInDays} days`]) },
    { noun: "alarm", rows: alarms },
  ];
}

export const report: Report = { sections };
