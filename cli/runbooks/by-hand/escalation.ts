import { durationInWords } from "../../../analysis/on-call/words.ts";
import type { Organization } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { sectionOf } from "../markdown.ts";

/**
 * Levels and times that the section `Escalation` of a runbook omits. A section that names no person of the
 * organization is general and lacks nothing.
 *
 * @param alerts those that lead to the runbook
 */
export function faultsOfEscalation(page: string, alerts: readonly Alert[], { people, schedules }: Organization): string[] {
  const said = sectionOf(page, "Escalation")?.replaceAll(/\s+/g, " ") ?? "";
  if (![...people, ...schedules].some(({ name }) => said.includes(name))) return [];
  const called = alerts.flatMap(({ route, service, evaluator }) =>
    route.kind === "page" ? route.onCall : (service?.onCall ?? evaluator.onCall ?? []),
  );
  const levels = called.flatMap(({ escalation }) => escalation.levels);
  const due = new Set(levels.flatMap(({ target, wait }) => [target.name, durationInWords(wait)]));
  return [...due].filter((one) => !said.includes(one)).map((one) => `its section Escalation does not name ${one}`);
}
