import { createHash } from "node:crypto";
import type { FunctionModel } from "../../../sandbox/fake-provider/model.ts";
import { text } from "../../../sandbox/fake-provider/value.ts";

/** Fixed for a name, so that a program may compare them. These are not PagerDuty's own numbers. */
function idOf(kind: string, name: string): string {
  return `P${createHash("sha256").update(`${kind} ${name}`).digest("hex").slice(0, 6).toUpperCase()}`;
}

const vendorList = ["Amazon CloudWatch", "Datadog", "Events API V2", "Grafana", "New Relic", "Prometheus", "Sentry"];
const priorityList = ["P1", "P2", "P3", "P4", "P5"];

/** The senders that PagerDuty knows by name, by id. */
export const vendorNames: ReadonlyMap<string, string> = new Map(vendorList.map((name) => [idOf("vendor", name), name]));

/** Finds one object of the account by a property that is unique in it. */
function lookUp(kind: string, property: string, outputs: readonly string[]): FunctionModel {
  return (args, account) => {
    const wanted = text(args[property]);
    const found = account.all(kind).find(({ fields }) => text(fields[property]).toLowerCase() === wanted.toLowerCase());
    if (found === undefined) throw new Error(`Unable to locate any ${kind} with the ${property}: ${wanted}`);
    return { ...Object.fromEntries(outputs.map((name) => [name, found.fields[name] ?? ""])), id: found.id };
  };
}

/** The vendor whose name is the wanted one, or begins with it. */
const getVendor: FunctionModel = (args) => {
  const wanted = text(args.name).toLowerCase();
  const entries = [...vendorNames];
  const found =
    entries.find(([, name]) => name.toLowerCase() === wanted) ??
    entries.find(([, name]) => wanted !== "" && name.toLowerCase().startsWith(wanted));
  if (found === undefined) throw new Error(`Unable to locate any vendor with the name: ${text(args.name)}`);
  return { id: found[0], name: found[1], type: "event_transformer_api_inbound_integration" };
};

const getPriority: FunctionModel = (args) => {
  const name = priorityList.find((priority) => priority.toLowerCase() === text(args.name).toLowerCase());
  if (name === undefined) throw new Error(`Unable to locate any priority with the name: ${text(args.name)}`);
  return { id: idOf("priority", name), name, description: "" };
};

export const functions: Readonly<Record<string, FunctionModel>> = {
  "pagerduty:index/getUser:getUser": lookUp("user", "email", ["name", "email"]),
  "pagerduty:index/getTeam:getTeam": lookUp("team", "name", ["name", "description"]),
  "pagerduty:index/getSchedule:getSchedule": lookUp("schedule", "name", ["name"]),
  "pagerduty:index/getEscalationPolicy:getEscalationPolicy": lookUp("escalationPolicy", "name", ["name"]),
  "pagerduty:index/getVendor:getVendor": getVendor,
  "pagerduty:index/getPriority:getPriority": getPriority,
};
