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
  ];
  return [
    { title: "Log groups (CloudWatch)", rows: groups.map(({ fields }) => [fields.name, `${fields.retentionInDays} days`]) },
    { title: "Alarms (CloudWatch)", rows: alarms.map(({ id, fields }) => [id, fields.alarmDescription?.split("\n")[0] ?? ""]) },
  ];
}

export const report: Report = { sections };
