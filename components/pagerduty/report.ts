import { byName, type Kind, type Report, type Section } from "../report.ts";
import { integrationKeyOf, storedKeyOf } from "./fake/service.ts";

interface Service {
  readonly name: string;
  readonly escalationPolicy: string;
}
interface EscalationRule {
  readonly escalationDelayInMinutes: number;
  readonly targets: readonly { readonly id: string }[];
}

/** As pages reach it: most accounts hold a fingerprint of the key, some the key, and a plan the integration that will have it. */
function serviceBehind(kinds: Kind, key: string): string | undefined {
  const integration = kinds<{ service: string }>("serviceIntegration").find(({ id }) =>
    [id, integrationKeyOf(id), storedKeyOf(id)].includes(key),
  );
  return kinds<Service>("service").find(({ id }) => id === integration?.fields.service)?.fields.name;
}

/** Each service of the environment, its levels of escalation, and who sends to it. */
function sections(kinds: Kind, environment: string): Section[] {
  const services = kinds<Service>("service")
    .filter(({ fields }) => fields.name.endsWith(`(${environment})`))
    .sort(byName);
  const rows = services.flatMap(({ id, fields: { name, escalationPolicy } }) => {
    const integrations = kinds<{ service: string; name: string }>("serviceIntegration");
    const senders = integrations.flatMap(({ fields }) => (fields.service === id ? [fields.name] : [])).sort();
    return [...levels(kinds, name, escalationPolicy), ["", "called by", senders.join(", ")]];
  });
  return [{ noun: "on-call service", rows }];
}

function levels(kinds: Kind, name: string, escalationPolicy: string): string[][] {
  const policy = kinds<{ rules: readonly EscalationRule[] }>("escalationPolicy").find(({ id }) => id === escalationPolicy);
  let minutes = 0;
  return (policy?.fields.rules ?? []).map((rule, level) => {
    const since = minutes;
    minutes += rule.escalationDelayInMinutes;
    return [level === 0 ? name : "", `after ${since} min`, rule.targets.map(({ id }) => people(kinds, id)).join(", ")];
  });
}

function people(kinds: Kind, id: string): string {
  const names = new Map(kinds<{ name: string }>("user").map((user) => [user.id, user.fields.name]));
  const schedule = kinds<{ name: string; layers: readonly { users: readonly string[] }[] }>("schedule").find((one) => one.id === id);
  if (!schedule) return names.get(id) ?? id;
  const rotation = schedule.fields.layers.flatMap(({ users }) => users.map((user) => names.get(user) ?? user));
  return `${schedule.fields.name}: ${rotation.join(", ")}`;
}

export const report: Report = { sections, serviceBehind };
