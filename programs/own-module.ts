import { extname, join } from "node:path";

/**
 * The file of another module of this project, for what is started or looked for by its path: TypeScript in the work tree,
 * JavaScript in the package.
 *
 * @param meta `import.meta` of the caller
 * @param path from the caller's folder, without an extension: `fake-provider/main`
 */
export function ownModule(meta: ImportMeta, path: string): string {
  return join(meta.dirname, `${path}${extname(meta.filename)}`);
}
