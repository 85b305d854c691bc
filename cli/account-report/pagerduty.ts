import { integrationKeyOf } from "../../components/pagerduty/fake/service.ts";
import { fingerprint } from "../../sandbox/stand-in/stored.ts";
import { type Accounts, byName, type Kind, kindsOf, type Section } from "./account.ts";

interface Service {
  readonly name: string;
  readonly escalationPolicy: string;
}
interface EscalationRule {
  readonly escalationDelayInMinutes: number;
  readonly targets: readonly { readonly id: string }[];
}

/** Name of the service behind an integration key, as pages reach it: the accounts hold only a fingerprint of the key. */
export function pagedBy(accounts: Accounts, key: string | undefined): string {
  const pagerduty = kindsOf(accounts.pagerduty);
  const integration = pagerduty<{ service: string }>("serviceIntegration").find(({ id }) => fingerprint(integrationKeyOf(id)) === key);
  const service = pagerduty<Service>("service").find(({ id }) => id === integration?.fields.service);
  return service?.fields.name ?? "nobody";
}

/** Each service of the environment, its levels of escalation, and who sends to it. */
export function pagerdutySections(accounts: Accounts, environment: string): Section[] {
  const pagerduty = kindsOf(accounts.pagerduty);
  const services = pagerduty<Service>("service")
    .filter(({ fields }) => fields.name.endsWith(`(${environment})`))
    .sort(byName);
  const rows = services.flatMap(({ id, fields: { name, escalationPolicy } }) => {
    const senders = pagerduty<{ service: string; name: string }>("serviceIntegration").filter(({ fields }) => fields.service === id);
    return [...levels(pagerduty, name, escalationPolicy), ["", "called by", senders.map(({ fields }) => fields.name).join(", ")]];
  });
  return [{ title: "Pages (PagerDuty)", rows }];
}

function levels(pagerduty: Kind, name: string, escalationPolicy: string): string[][] {
  const policy = pagerduty<{ rules: readonly EscalationRule[] }>("escalationPolicy").find(({ id }) => id === escalationPolicy);
  let minutes = 0;
  return (policy?.fields.rules ?? []).map((rule, level) => {
    const since = minutes;
    minutes += rule.escalationDelayInMinutes;
    return [level === 0 ? name : "", `after ${since} min`, rule.targets.map(({ id }) => people(pagerduty, id)).join(", ")];
  });
}

function people(pagerduty: Kind, id: string): string {
  const names = new Map(pagerduty<{ name: string }>("user").map((user) => [user.id, user.fields.name]));
  const schedule = pagerduty<{ name: string; layers: readonly { users: readonly string[] }[] }>("schedule").find((one) => one.id === id);
  if (!schedule) return names.get(id) ?? id;
  const rotation = schedule.fields.layers.flatMap(({ users }) => users.map((user) => names.get(user) ?? user));
  return `${schedule.fields.name}: ${rotation.join(", ")}`;
}
