import { kindOf } from "../vocabulary.ts";
import type { Check } from "./report.ts";

/**
 * Environments are kept apart: in the data by a label with different values, and in paging. People, schedules and
 * escalations exist once, so every environment that pages wakes the same people; one that does not own the account
 * therefore has to say that it means to.
 */
export const checkEnvironments: Check = ({ organization, systems, vocabulary }, report) => {
  const { environments, sources, "account-owner": owner } = organization.value;
  const entries = Object.entries(environments);
  const used = new Set(Object.values(sources).flatMap((source) => kindOf(vocabulary, source).environment?.key ?? []));
  for (const [index, [id, entry]] of entries.entries()) {
    const path = ["environments", id];
    if (entry.page === undefined && id !== owner)
      report(organization, path, "page-undecided", `${JSON.stringify(id)} does not say whether it pages`, { part: "key" });
    if (entry.page === "never" && entry.post === undefined)
      report(organization, path, "post-missing", `${JSON.stringify(id)} does not page, and has no channel to post to`, { part: "key" });
    for (const key of used) {
      const labels = entry.is[key];
      const same = labels && entries.slice(0, index).find(([, { is }]) => is[key] && !toldApart({ ...labels }, { ...is[key] }));
      if (same)
        report(
          organization,
          [...path, "is", key],
          "environments-overlap",
          `no label separates the data of ${JSON.stringify(id)} from those of ${JSON.stringify(same[0])}`,
        );
    }
  }
  for (const part of systems) {
    const addresses = Object.entries(part.value.addresses);
    for (const [index, [id, address]] of addresses.entries()) {
      const same = addresses.slice(0, index).find(([, other]) => new URL(other).href === new URL(address).href);
      if (same)
        report(
          part,
          ["addresses", id],
          "environments-overlap",
          `the probes of ${JSON.stringify(id)} would probe ${JSON.stringify(same[0])}`,
        );
    }
  }
};

type Labels = Readonly<Record<string, string>>;

function toldApart(one: Labels, other: Labels): boolean {
  return Object.entries(one).some(([label, value]) => Object.hasOwn(other, label) && other[label] !== value);
}
