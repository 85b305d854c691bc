import { z } from "zod";

const reference = /^(?:([A-Za-z0-9]+):)?(?:([A-Za-z0-9-]+)\/)?([A-Za-z0-9](?:[-_.A-Za-z0-9]*[A-Za-z0-9])?)$/;

/** Another entity of a developer portal: `[kind:][namespace/]name`. */
export const entityRef = z.string().regex(reference, "a reference such as payments or group:default/payments");

/** Whole and in lower case, since a portal knows no difference. */
export function wholeRef(text: string, usual: string): string {
  const [, kind = usual, namespace = "default", called = text] = reference.exec(text) ?? [];
  return `${kind}:${namespace}/${called}`.toLowerCase();
}
