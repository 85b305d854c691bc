import { byName, type Kind, type Report, type Section } from "../report.ts";

interface Integration {
  readonly name: string;
  readonly enabled: boolean;
  readonly responders: readonly { readonly id: string }[];
}
interface Escalation {
  readonly name: string;
  readonly rules: readonly { readonly delay: number; readonly recipients: readonly { readonly type: string; readonly id: string }[] }[];
}

/** Each way to call somebody through Opsgenie: whether it is on, and whom it calls after which time. */
function sections(kinds: Kind, environment: string): Section[] {
  const integrations = kinds<Integration>("apiIntegration")
    .filter(({ fields }) => fields.name.endsWith(`--${environment}`))
    .sort(byName);
  const rows = integrations.flatMap(({ fields: { name, enabled, responders } }) => {
    const escalations = kinds<Escalation>("escalation").filter(({ id }) => responders.some((responder) => responder.id === id));
    const levels = escalations.flatMap(({ fields: { rules } }) =>
      rules.map(({ delay, recipients }) => [`after ${delay} min`, recipients.map((recipient) => nameOf(kinds, recipient)).join(", ")]),
    );
    return levels.map((level, index) => [index === 0 ? `${name} (${enabled ? "on" : "standby"})` : "", ...level]);
  });
  return [{ noun: "on-call integration", rows }];
}

function nameOf(kinds: Kind, { type, id }: { readonly type: string; readonly id: string }): string {
  const users = new Map(kinds<{ fullName: string }>("user").map((user) => [user.id, user.fields.fullName]));
  if (type === "user") return users.get(id) ?? id;
  const schedule = kinds<{ name: string }>("schedule").find((one) => one.id === id);
  const rotations = kinds<{ scheduleId: string; participants: readonly { id: string }[] }>("scheduleRotation");
  const people = rotations
    .filter(({ fields }) => fields.scheduleId === id)
    .flatMap(({ fields }) => fields.participants.map((participant) => users.get(participant.id) ?? participant.id));
  return `${schedule?.fields.name ?? id}: ${people.join(", ")}`;
}

export const report: Report = { sections };
