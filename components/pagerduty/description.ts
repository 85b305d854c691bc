/**
 * What people read beside an object at PagerDuty. It holds no id and no value of the catalog, so that a rename leaves
 * the object untouched. Left out, the SDK would write "Managed by Pulumi".
 */
export const description = "Declared in the SLO catalog: what is changed here by hand will be undone.";
