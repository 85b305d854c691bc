/**
 * Thrown where NRQL cannot say what is asked for: the message says what cannot be said, and the remediation. Nothing is
 * rounded or left out instead.
 */
export class Inexpressible extends Error {}
