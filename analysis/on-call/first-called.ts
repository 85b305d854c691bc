import type { OnCall, Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { pagersOf } from "./pagers.ts";

/**
 * Whom a page calls first, by what the pagers get of an environment: the names at its first level, joined where it calls
 * several; undefined if no one is paged.
 *
 * @returns of an on-call service and an instant in seconds since 1970
 */
export function firstCalledOf(resolved: Resolved, alerts: readonly Alert[]): (onCall: OnCall, at: number) => string | undefined {
  const ask = pagersOf(resolved, alerts);
  return (onCall, at) => {
    const called = ask(onCall, at * 1000)?.calls[0]?.people.map(({ name }) => name) ?? [];
    return called.length > 0 ? called.join(" and ") : undefined;
  };
}
