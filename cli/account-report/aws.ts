import { type Accounts, kindsOf, type Section } from "./account.ts";

interface Tags {
  readonly tags?: Readonly<Record<string, string>>;
}

export function awsSections(accounts: Accounts, environment: string): Section[] {
  const aws = kindsOf(accounts.aws);
  const here = ({ fields }: { fields: Tags }) => fields.tags?.environment === environment;
  const groups = aws<Tags & { name: string; retentionInDays: number }>("logGroup").filter(here);
  const alarms = [
    ...aws<Tags & { name: string; alarmDescription?: string }>("metricAlarm").filter(here),
    ...aws<Tags & { alarmName: string; alarmDescription?: string }>("compositeAlarm").filter(here),
  ];
  return [
    { title: "Log groups (CloudWatch)", rows: groups.map(({ fields }) => [fields.name, `${fields.retentionInDays} days`]) },
    { title: "Alarms (CloudWatch)", rows: alarms.map(({ id, fields }) => [id, fields.alarmDescription?.split("\n")[0] ?? ""]) },
  ];
}
