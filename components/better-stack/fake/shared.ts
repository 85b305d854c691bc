import type { Account } from "../../../sandbox/account.ts";
import { missingRefusals } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal } from "../../../sandbox/fake-provider/model.ts";
import { refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import type { Shape } from "../../../sandbox/fake-provider/shape.ts";
import { type Fields, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";

/** How a user is notified: inputs of several kinds of object, which the vendor sets where the program does not. */
export const ways = ["call", "sms", "email", "push", "criticalAlert"] as const;
export const waysShape: Record<(typeof ways)[number], Shape> = { call: true, sms: true, email: true, push: true, criticalAlert: true };
/** What the web interface has ticked for a new object. */
export const waysByDefault: Fields = { call: false, sms: false, email: true, push: true, criticalAlert: false };

export function policyRefusals(property: Path, id: Value | undefined, account: Account): Refusal[] {
  return missingRefusals("policy", property, id, account);
}

export function addressRefusals(property: Path, value: Value | undefined): Refusal[] {
  const wrong = value !== undefined && !/^https?:\/\/[^\s/]+/.test(text(value));
  return refuseIf(wrong, property, `${text(value)} is not a valid URL`);
}

export function atLeast(property: Path, value: Value | undefined, least: number): Refusal[] {
  return refuseIf(value !== undefined && !(Number(value) >= least), property, `must be greater than or equal to ${least}`);
}
