import type { Check } from "./report.ts";

/**
 * Environments are kept apart: in the data by a label with different values, and in paging. People, schedules and
 * escalations exist once, so every environment that pages wakes the same people; one that does not own the account
 * therefore has to say that it means to.
 */
export const checkEnvironments: Check = ({ organization }, report) => {
  const { environments, "account-owner": owner } = organization.value;
  const entries = Object.entries(environments);
  for (const [index, [id, entry]] of entries.entries()) {
    const path = ["environments", id];
    if (entry.page === undefined && id !== owner)
      report(organization, path, "page-undecided", `nothing says whether ${JSON.stringify(id)} wakes anybody`, { part: "key" });
    if (entry.page === "never" && entry.post === undefined)
      report(organization, path, "post-missing", `${JSON.stringify(id)} pages nobody and names no channel instead`, { part: "key" });
    const labels = entry.is.prometheus ?? {};
    const same = entries.slice(0, index).find(([, other]) => !toldApart(labels, other.is.prometheus ?? {}));
    if (same)
      report(
        organization,
        [...path, "is"],
        "environments-overlap",
        `no label tells the data of ${JSON.stringify(id)} from those of ${JSON.stringify(same[0])}`,
      );
  }
};

type Labels = Readonly<Record<string, string>>;

function toldApart(one: Labels, other: Labels): boolean {
  return Object.entries(one).some(([label, value]) => Object.hasOwn(other, label) && other[label] !== value);
}
