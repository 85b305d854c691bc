import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { entityFile } from "../../model/files.ts";
import { writableRoots } from "../../model/roots.ts";
import { stackOf } from "../stack-settings.ts";
import { Fault } from "./fault.ts";
import { hand, put } from "./files.ts";
import { firstLine, git } from "./git.ts";
import { type Context, folderOf } from "./settings.ts";
import { stacksOf } from "./stack.ts";

/**
 * Names what HEAD holds besides data: two commits that differ in a catalog, its pages, its ledger or the settings of
 * a stack alone have the same name, so that tests of this code which passed need not be run again. Returns the exit code.
 */
export async function code(context: Context): Promise<number> {
  const { code: ended, stdout, stderr } = await git(context, ["ls-tree", "-r", "-z", "--full-tree", "HEAD"]);
  if (ended !== 0) throw new Fault(`git cannot list HEAD: ${firstLine(stderr)}`);
  const stacks = await stacksOf(context, undefined);
  const catalogs = [...new Set(stacks.flatMap(({ stack }) => writableRoots(stack.catalog).map(({ folder }) => join(folder))))];
  const data = catalogs.flatMap((catalog) => [
    catalog,
    ...["docs/runbooks", "docs/requirements.md", "docs/corrections.md", "test/ledger", entityFile].map((path) =>
      join(dirname(catalog), path),
    ),
  ]);
  const isData = (path: string) => stackOf(path) !== undefined || data.some((one) => path === one || path.startsWith(`${one}/`));
  const kept = stdout.split("\0").filter((entry) => entry !== "" && !isData(entry.slice(entry.indexOf("\t") + 1)));
  const name = createHash("sha256").update(kept.join("\0")).digest("hex");
  put(join(folderOf(context), "code", "name.txt"), `${name}\n`);
  hand(context.env, { code: name });
  context.write(`${name}\n`);
  return 0;
}
