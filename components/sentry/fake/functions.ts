import type { FunctionModel } from "../../../sandbox/fake-provider/model.ts";
import { text } from "../../../sandbox/fake-provider/value.ts";

/** Finds the one object that has the given values, and answers some of its properties beside its id. */
function lookUp(
  kind: string,
  by: readonly string[],
  answer: (id: string, value: (name: string) => string) => Record<string, string>,
): FunctionModel {
  return (args, account) => {
    const matches = account.all(kind).filter(({ fields }) => by.every((name) => text(fields[name]) === text(args[name])));
    const [found, another] = matches;
    const asked = by.map((name) => `${name} ${text(args[name])}`).join(", ");
    if (found === undefined) throw new Error(`Not found: no ${kind} with ${asked}`);
    if (another !== undefined) throw new Error(`Not unique: more than one ${kind} with ${asked}`);
    const given = Object.fromEntries(by.map((name) => [name, text(args[name])]));
    return { ...given, ...answer(found.id, (name) => text(found.fields[name])) };
  };
}

export const functions: Readonly<Record<string, FunctionModel>> = {
  "sentry:index/getOrganizationIntegration:getOrganizationIntegration": lookUp(
    "organizationIntegration",
    ["organization", "providerKey", "name"],
    (id) => ({ id, internalId: id }),
  ),
  "sentry:index/getProjectErrorMonitor:getProjectErrorMonitor": lookUp("errorMonitor", ["organization", "project"], (id, value) => ({
    id,
    name: value("name"),
  })),
  "sentry:index/getTeam:getTeam": lookUp("team", ["organization", "slug"], (id, value) => ({
    id: value("slug"),
    internalId: id,
    name: value("name"),
  })),
  "sentry:index/getOrganizationMember:getOrganizationMember": lookUp("organizationMember", ["organization", "email"], (id, value) => ({
    id,
    internalId: value("userId"),
    role: value("role"),
  })),
};
