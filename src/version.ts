/** The version of this package, as written into reports, checkpoints and audit logs. */
export const VERSION = "0.1.0";
