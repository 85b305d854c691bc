import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** A fenced block, which is left as it is; or a link, whose text may hold an image; or an image. */
const parts = /^( *)```[\s\S]*?^\1```$|!?\[(?<text>(?:[^[\]]|!\[[^\]]*\]\([^)]*\))*)\]\((?<target>[^)\s]+)\)/gm;

/**
 * A page as the package has it: a link to what the package does not hold becomes its text, since the repository has no address that it
 * could lead to.
 *
 * @param page its path from `root`
 * @param root folder of the package
 */
export function withoutDeadLinks(text: string, page: string, root: string): string {
  const at = join(root, dirname(page));
  return text.replaceAll(parts, (whole, ...rest) => {
    const { text: shown, target } = rest.at(-1) as { readonly text?: string; readonly target?: string };
    if (shown === undefined || target === undefined) return whole;
    const [path = ""] = target.split("#");
    const leads = /^(?:[a-z]+:|#)/.test(target) || existsSync(join(at, path));
    const inner = withoutDeadLinks(shown, page, root);
    return leads ? whole.replace(shown, inner) : inner;
  });
}
