import type { Service } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import type { PlannedObject } from "./print.ts";

/** What a vendor's plugin of a developer portal (Backstage) needs to find what stands there because of one service. */
export interface Annotated {
  readonly service: Service;
  /** of the service */
  readonly alerts: readonly Alert[];
  /** what the stack is to hold at this vendor */
  readonly objects: readonly PlannedObject[];
  /** which id the vendor gave to an object; undefined where nobody knows yet */
  readonly idOf: (object: PlannedObject) => string | undefined;
}

/** Annotations by their keys; undefined: the value is an id that only the vendor knows. None where nothing of the service is there. */
export type Annotations = Readonly<Record<string, string | undefined>>;
export type AnnotationsOf = (about: Annotated) => Annotations;
