/** An object as it is sent to a pager, or as the pager holds it, with the id by which others refer to it. */
export interface VendorObject {
  readonly kind: string;
  readonly id: string;
  readonly fields: unknown;
}
