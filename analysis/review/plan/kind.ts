import { type Described, type Effect, effectOf, type ObjectKind } from "../../../monitors/object-kind.ts";

/** What an object is to people. */
export interface Kind extends Pick<ObjectKind, "noun" | "of" | "bySender" | "shared" | "importId"> {
  /** name of the vendor, for people */
  readonly vendor: string;
  /** name under which it sends pages; undefined for one that receives them */
  readonly sender?: string;
  readonly effect: Effect;
}

/**
 * What objects are to people, by type token and logical name. One of a vendor or kind that this version does not know,
 * such as a deleted one, goes by the words of its type.
 */
export type Kinds = (type: string, name: string) => Kind;

export function kindsOf(vendors: readonly Described[]): Kinds {
  const byType = new Map(vendors.flatMap((vendor) => vendor.kinds.map((kind) => [kind.type, { vendor, kind }] as const)));
  const byPackage = new Map([...byType].map(([type, { vendor }]) => [packageOf(type), vendor]));
  return (type, name) => {
    const vendor = byPackage.get(packageOf(type));
    const kind: ObjectKind = byType.get(type)?.kind ?? { type, noun: inWords(type), effect: vendor?.pages ? "on-call" : "other" };
    const { noun, of, bySender, shared, importId } = kind;
    return {
      vendor: vendor?.title ?? packageOf(type),
      ...(vendor?.pages ? {} : { sender: vendor?.name ?? packageOf(type) }),
      noun,
      effect: effectOf(kind, name),
      ...(of && { of }),
      ...(bySender && { bySender }),
      ...(shared && { shared }),
      ...(importId && { importId }),
    };
  };
}

const packageOf = (type: string): string => type.split(":")[0] ?? type;

/** `acme:index/metricTag:MetricTag` -> `metric tag` */
function inWords(type: string): string {
  const last = type.split(":").at(-1) ?? type;
  return last.replaceAll(/[A-Z]/g, (letter, at: number) => `${at === 0 ? "" : " "}${letter.toLowerCase()}`);
}
