/**
 * Thrown where Sentry cannot say what a condition asks for: the message says what cannot be said, and the remediation.
 * Nothing is rounded or left out instead.
 */
export class Inexpressible extends Error {}
