import type { Noted } from "../../model/corrections.ts";
import { decisionsPage, home } from "./addresses.ts";
import { entryLinks } from "./entries.ts";
import type { Page, Text } from "./page.ts";
import type { Subject } from "./subject.ts";

/** Corrections and decisions of one file of a catalog. */
export interface NotedIn {
  readonly id: string;
  readonly title: string;
  readonly noted: readonly Noted[];
}

/** Where the source documents are wrong or silent, and what the catalog does instead; undefined where nothing is noted. */
export function decisionsPageOf(subject: Subject, files: readonly NotedIn[]): Page | undefined {
  const some = files.filter(({ noted }) => noted.length > 0);
  if (some.length === 0) return undefined;
  const link = entryLinks(subject);
  return {
    path: decisionsPage,
    title: "Corrections and decisions",
    trail: [{ text: subject.resolved.organization.name, to: home }],
    lead: "what the catalog corrects in its source documents, and what it decides where they are silent",
    sections: some.map(({ id, title, noted }) => ({
      id,
      title,
      blocks: [
        {
          kind: "table",
          caption: `Corrections and decisions of ${title}`,
          head: ["entry", "requirements", "wrong in the source, and done instead", "open in the source, and chosen"],
          rows: noted.map(({ entry, source, correction, decision }): Text[] => [
            link(entry),
            source.join(", "),
            correction ?? "",
            decision ?? "",
          ]),
        },
      ],
    })),
  };
}
