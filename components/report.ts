/** An object in an account, in the shape that the vendor gives it. */
export interface AccountObject {
  readonly kind: string;
  readonly id: string;
  readonly fields: object;
}

/** Objects of one kind in an account. */
export type Kind = <T>(kind: string) => { readonly id: string; readonly fields: T }[];

export interface Section {
  /** what a row is, in the singular: `alert` */
  readonly noun: string;
  /** one that goes on in further lines has an empty first cell in each of them */
  readonly rows: readonly (readonly string[])[];
}

/** Name of the service that an integration key reaches, whichever pager has it; "no one" if none has. */
export type PagedBy = (key: string | undefined) => string;

/** What `components/<vendor>/report.ts` exports: what a vendor's account holds for one environment, for people. */
export interface Report {
  sections(kinds: Kind, environment: string, pagedBy: PagedBy): Section[];
  /** of a pager: the name of the service that the key reaches; undefined where it has none */
  serviceBehind?(kinds: Kind, key: string): string | undefined;
}

export function kindsOf(objects: readonly AccountObject[] = []): Kind {
  return <T>(kind: string) => objects.filter((object) => object.kind === kind).map(({ id, fields }) => ({ id, fields: fields as T }));
}

/** Recipients as one text, pages first: some vendors keep them in no order. */
export function inOrder(recipients: readonly string[]): string {
  const pages = (one: string) => Number(!one.startsWith("pages "));
  return recipients.toSorted((one, other) => pages(one) - pages(other) || (one < other ? -1 : 1)).join(", ");
}

/** By name: the vendors' ids are in no order that a person knows. */
export function byName(one: { fields: { name: string } }, other: { fields: { name: string } }): number {
  return one.fields.name < other.fields.name ? -1 : one.fields.name > other.fields.name ? 1 : 0;
}

/** Value of a tag `key:value`. */
export function tagged(tags: readonly string[] | undefined, key: string): string | undefined {
  return tags?.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1);
}
