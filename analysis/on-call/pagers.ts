import type { Ask } from "../../components/paging.ts";
import { placeholderOf } from "../../components/print.ts";
import { registry } from "../../components/registry.ts";
import type { Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { declaredObjects } from "./declared.ts";

/** Reads once what the pagers are to hold for an environment, to be asked about any on-call service and instant. */
export function pagersOf(resolved: Resolved, alerts: readonly Alert[]): Ask {
  const read = new Map<string, Ask | undefined>();
  return (onCall, at) => {
    const ask = read.get(onCall.pager) ?? askOf(onCall.pager, resolved, alerts);
    read.set(onCall.pager, ask);
    return ask?.(onCall, at);
  };
}

function askOf(name: string, resolved: Resolved, alerts: readonly Alert[]): Ask | undefined {
  const pager = registry.find((vendor) => vendor.name === name);
  const idOf = (kind: string, of: string) => placeholderOf(name)({ kind, name: of });
  return pager?.reader?.(declaredObjects(pager, resolved, alerts), idOf);
}
