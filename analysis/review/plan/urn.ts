/** What an URN says: `urn:pulumi:prod::slostack::slostack:grafana:Monitoring$grafana:oss/folder:Folder::hastecrm`. */
export function readUrn(urn: string): { readonly type: string; readonly name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name: name.join("::") };
}

/** Components only group, providers only connect, and the stack is both. */
export const isObject = (type: string): boolean => !type.startsWith("slostack:") && !type.startsWith("pulumi:");
