import type { Refusal } from "../../../sandbox/fake-provider/model.ts";
import { refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { text, type Value } from "../../../sandbox/fake-provider/value.ts";

/** Everything is in a project, whose id is a number. */
export function projectRefusals(projectId: Value | undefined): Refusal[] {
  return refuseIf(!/^\d+$/.test(text(projectId)), "projectId", `404 Not Found: there is no project "${text(projectId)}"`);
}
