import type { Refusal } from "../../stand-in/model.ts";
import { text, type Value } from "../../stand-in/value.ts";
import { refuseIf } from "../rules.ts";

/** Everything is in a project, whose id is a number. */
export function projectRefusals(projectId: Value | undefined): Refusal[] {
  return refuseIf(!/^\d+$/.test(text(projectId)), "projectId", `404 Not Found: there is no project "${text(projectId)}"`);
}
