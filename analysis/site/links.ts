import type { LinkTo, Text } from "./page.ts";

/** Links one after the other. @param none what stands where there is none */
export const linksOf = (links: readonly LinkTo[], none = ""): Text =>
  links.length === 0 ? none : links.flatMap((link, index) => [...(index === 0 ? [] : [", "]), link]);
