import { matchersOf } from "../resolve/matchers.ts";
import { isScraped, labelsSetBy } from "../scraped.ts";
import { type Check, own } from "./report.ts";
import { servicesOf } from "./service.ts";

/** What a service selects in a Prometheus is on the targets of some job, where jobs set the labels. */
export const checkScraped: Check = (checked, report) => {
  for (const { part, path, service, system, organization } of servicesOf(checked)) {
    const sources = new Set(Object.values(service.metrics).map(({ from }) => from ?? system.source));
    for (const id of sources) {
      const source = own(organization.sources, id);
      if (source?.kind !== "prometheus" || Object.keys(source.jobs).length === 0) continue;
      const jobs = Object.values(source.jobs);
      const where = matchersOf(service.where);
      if (isScraped(where, jobs)) continue;
      const set = Object.keys(where).filter((label) => labelsSetBy(jobs).has(label));
      const selected = Object.entries(service.where).filter(([label]) => set.includes(label));
      const asked = selected.map(([label, matcher]) => `${label}: ${JSON.stringify(matcher)}`).join(", ");
      report(part, [...path, "where"], "nothing-scraped", `no job of the source ${JSON.stringify(id)} sets ${asked}`);
    }
  }
};
