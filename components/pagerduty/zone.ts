/**
 * PagerDuty accepts "UTC" and answers "Etc/UTC", which would show as a change at every refresh.
 *
 * @param zone IANA name
 */
export function vendorZone(zone: string): string {
  return zone === "UTC" ? "Etc/UTC" : zone;
}
