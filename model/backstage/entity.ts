import { z } from "zod";
import { type Document, member } from "../document.ts";
import type { Files } from "../files.ts";
import type { Problem } from "../problem.ts";
import type { Read } from "../read.ts";
import { shape, validate } from "../shape.ts";
import { documentAt, documentsOf } from "./documents.ts";
import { entityRef, wholeRef } from "./reference.ts";

/** Ties an entity to a service of the catalog, whatever it is called there. */
export const linkAnnotation = "slostack/service";

/** An entity of a developer portal that has a part in monitoring. */
export interface Entity {
  readonly kind: "Component" | "System";
  readonly name: string;
  /** whole: `group:default/payments` */
  readonly owner: string;
  /** name of the portal's system that a component is part of */
  readonly system?: string;
  /** in the words of the company, such as `production` */
  readonly lifecycle?: string;
  /** `system/service`, where an annotation says it */
  readonly link?: string;
  readonly files: Files;
  readonly document: Document;
  /** first part of the paths of its problems */
  readonly prefix: string;
}

const name = z
  .string()
  .max(63)
  .regex(/^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/, "letters and digits, and - _ . between them");
const metadata = z.looseObject({ name, namespace: name.optional(), annotations: z.record(z.string(), z.string()).optional() });
const envelope = { apiVersion: z.string().min(1), metadata };
/** Whatever else an entity says is between its authors and the portal. */
const anyShape = shape(z.looseObject({ ...envelope, kind: z.string().min(1) }));
const entityShape = shape(
  z.looseObject({
    ...envelope,
    kind: z.enum(["Component", "System"]),
    spec: z.looseObject({ owner: entityRef, system: entityRef.optional(), lifecycle: z.string().min(1).optional() }),
  }),
);

/** The components and systems in the files of one folder, and what is wrong in these files. */
export function entitiesIn(files: Files): { readonly entities: readonly Entity[]; readonly problems: readonly Problem[] } {
  const found = files.entities.flatMap((file) => documentsIn(files, file).map((read) => entityIn(files, read)));
  return { entities: found.flatMap(({ entity }) => entity ?? []), problems: found.flatMap(({ problems }) => problems) };
}

/** A file holds several entities as a rule, and a place in it is that of the file. */
function documentsIn({ read }: Files, file: string): Read[] {
  let count = 0;
  const nth = (index: number) =>
    read(file, prefixOf(undefined), (text) => {
      const documents = documentsOf(text);
      count = documents.length;
      return documentAt(text, documents, index);
    });
  const first = nth(0);
  return [first, ...Array.from({ length: Math.max(0, count - 1) }, (_, index) => nth(index + 1))];
}

function entityIn(files: Files, { document, problems }: Read): { readonly entity?: Entity; readonly problems: readonly Problem[] } {
  if (!document) return { problems };
  const kind = member(document.value, "kind");
  const prefix = prefixOf(document.value);
  if (kind !== "Component" && kind !== "System") return { problems: [...problems, ...validate(anyShape, document, prefix).problems] };
  const { value, problems: faults } = validate(entityShape, document, prefix);
  const all = [...problems, ...faults];
  if (!value) return { problems: all };
  const { metadata, spec } = value;
  const { [linkAnnotation]: link } = metadata.annotations ?? {};
  const entity: Entity = {
    kind: value.kind,
    name: metadata.name,
    owner: wholeRef(spec.owner, "group"),
    ...(spec.system !== undefined && { system: wholeRef(spec.system, "system").split("/").at(-1) ?? "" }),
    ...(spec.lifecycle !== undefined && { lifecycle: spec.lifecycle }),
    ...(link !== undefined && { link }),
    files,
    document,
    prefix,
  };
  return { entity, problems: all };
}

/** `component:card`, as the portal calls it. */
function prefixOf(value: unknown): string {
  const [kind, called] = [member(value, "kind"), member(member(value, "metadata"), "name")];
  return typeof kind === "string" && typeof called === "string" ? `${kind.toLowerCase()}:${called}` : "catalog-info";
}
