import { matches } from "./matcher.ts";
import type { Matchers } from "./resolved.ts";

/** Labels that scraping puts on every series of a job's targets. */
type Labels = Readonly<Record<string, string>>;
interface Job {
  readonly labels: Labels;
}

/** Every label that some job sets. */
export const labelsSetBy = (jobs: readonly Job[]): ReadonlySet<string> => new Set(jobs.flatMap(({ labels }) => Object.keys(labels)));

/**
 * Whether the series of some job may have what is selected. A label of `set` comes from scraping alone: a job without it has
 * no series with it. Of any other label no one knows here what the application writes.
 */
export function isScraped(where: Matchers, jobs: readonly Job[], set: ReadonlySet<string> = labelsSetBy(jobs)): boolean {
  const asked = Object.entries(where).filter(([label]) => set.has(label));
  return jobs.some(({ labels }) =>
    asked.every(([label, matcher]) => {
      const value = Object.hasOwn(labels, label) ? labels[label] : undefined;
      return value !== undefined && matches(matcher, value);
    }),
  );
}
