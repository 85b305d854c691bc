import { type PlannedObject, placeholderOf } from "../../components/print.ts";
import { registry } from "../../components/registry.ts";
import { type AccountObject, type Kind, kindsOf, type Report, type Section } from "../../components/report.ts";
import { fromFolders } from "../../sandbox/vendor-folders.ts";

/** What a vendor, or a program that is configured by files, has for one environment, for people. */
export interface Held {
  /** of its folder, as `slostack show` takes it */
  readonly name: string;
  readonly title: string;
  /** calls people */
  readonly pager: boolean;
  readonly sections: readonly Section[];
}

const reports = await fromFolders<{ readonly report: Report }>("report");
const order = (["evaluator", "receiver", "pager", "standalone"] as const).flatMap((role) =>
  registry.filter((vendor) => vendor.role === role),
);

/**
 * What exists for one environment, read from the vendors' objects alone and not from the catalog: objectives, who is
 * notified of each alert, whom a page reaches, dashboards, logs. A page is followed as the vendors route it: from
 * the rule to its contact point, by the integration key to the service, by its escalation policy to people.
 *
 * @param objectsAt the objects in the account of a vendor, or those that are planned there ({@link asAccount})
 */
export function heldByVendors(objectsAt: (vendor: string) => readonly AccountObject[] | undefined, environment: string): Held[] {
  const vendors = order.flatMap(({ name, title, role }): (Omit<Held, "sections"> & { report: Report; kinds: Kind })[] => {
    const report = reports.get(name)?.report;
    return report ? [{ name, title, pager: role === "pager", report, kinds: kindsOf(objectsAt(name)) }] : [];
  });
  const pagedBy = (key = "") => vendors.flatMap(({ report, kinds }) => report.serviceBehind?.(kinds, key) ?? [])[0] ?? "no one";
  return vendors
    .map(({ report, kinds, ...vendor }) => ({
      ...vendor,
      sections: report.sections(kinds, environment, pagedBy).filter(({ rows }) => rows.length > 0),
    }))
    .filter(({ sections }) => sections.length > 0);
}

/**
 * A planned object as an account would hold it. Its id is the placeholder by which the plan's other objects name it,
 * whichever of its outputs they take; what is looked up is named by what it is looked up by.
 */
export function asAccount({ vendor, kind, name, type, args }: PlannedObject): AccountObject {
  const fields = JSON.stringify(args)
    .replaceAll(/\$\{([\w-]+\.\w+\.[^${}]+)\.\w+\}/g, "$${$1.id}")
    .replaceAll(/\$\{[\w-]+\.\w+\((?:[^()]*, )?([^(),]*)\)\}/g, "$1");
  return { kind: kindIn(type), id: placeholderOf(vendor)({ kind, name }), fields: JSON.parse(fields) };
}

/** `aws:cloudwatch/logGroup:LogGroup` -> `logGroup`, as the accounts of the sandbox file it. */
const kindIn = (type: string): string => type.split(":")[1]?.split("/").at(-1) ?? type;
