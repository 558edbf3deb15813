/** The map and the invariants of ARCHITECTURE.md as rules. test/architecture breaks each of them on purpose. */

/** The folders of src/ in the order of the map: one imports only those before it. */
const layers = [
  "version",
  "errors",
  "numeric",
  "linear-algebra",
  "random",
  "execution",
  "density",
  "distributions",
  "transforms",
  "draws",
  "sampling",
  "data",
  "models",
  "survival",
  "endpoints",
  "trials",
  "report",
  "cli",
];

/** `numeric` → the files of the layer: src/numeric.ts or src/numeric/**. */
const filesOf = (names) => `^src/(${names.join("|")})(\\.ts$|/)`;

const onlyUpTheMap = layers.slice(0, -1).map((layer, i) => ({
  name: `${layer}-imports-up-the-map`,
  comment: `src/${layer} may import only what stands before it on the map: ${layers.slice(0, i).join(", ") || "nothing"}.`,
  severity: "error",
  from: { path: filesOf([layer]) },
  to: { path: filesOf(layers.slice(i + 1)) },
}));

const forbidden = [
  ...onlyUpTheMap,
  {
    name: "no-cycles",
    comment: "Two files that need each other are one concept in two files, or hide a third.",
    severity: "error",
    from: { path: "^src/" },
    to: { circular: true },
  },
  {
    name: "doors-are-for-users",
    comment: "The root door and the programs are ends: nothing in src/ imports them.",
    severity: "error",
    from: { path: "^src/" },
    to: { path: "^src/(index|worker|cli/main)\\.ts$" },
  },
  {
    name: "designs-do-not-see-the-truth",
    comment: "A design decides from data. It cannot reach a scenario, nor the simulator, not even through other files.",
    severity: "error",
    from: {
      path: "^src/trials/(designs|modifiers|dose-finding|comparative|randomization|adaptive|group-sequential|design\\.ts)",
      pathNot: "/simulat[^/]*$",
    },
    to: { path: "^src/trials/(scenario|simulat|[^/]+/simulat)", reachable: true },
  },
  {
    name: "designs-stand-alone",
    comment:
      "A design can be deleted with rm and one line: it imports no other design. Common code moves to src/trials/<family>/.",
    severity: "error",
    from: { path: "^src/trials/designs/([^/.]+/[^/.]+)", pathNot: "/(index|catalogue)\\.ts$" },
    to: { path: "^src/trials/designs/", pathNot: "^src/trials/designs/$1[./]" },
  },
  {
    name: "modifiers-stand-alone",
    comment: "A modifier changes any design; it knows none, and no other modifier.",
    severity: "error",
    from: { path: "^src/trials/modifiers/([^/.]+)", pathNot: "/(index|catalogue)\\.ts$" },
    to: { path: "^src/trials/(designs/|modifiers/with)", pathNot: "^src/trials/modifiers/$1[./]" },
  },
  {
    name: "variates-stand-alone",
    comment: "A distribution's variates do not lean on another's: what two share is in src/random/standard/.",
    severity: "error",
    from: { path: "^src/random/variates/([^/.]+)", pathNot: "/(index|catalogue)\\.ts$" },
    to: { path: "^src/random/variates/", pathNot: "^src/random/variates/$1[./]" },
  },
  {
    name: "designs-do-not-know-modifiers",
    comment: "Modifiers are wrapped around designs, never asked for by one.",
    severity: "error",
    from: { path: "^src/trials/designs/" },
    to: { path: "^src/trials/modifiers/" },
  },
  {
    name: "scenarios-do-not-know-designs",
    comment: "The truth is the same whatever the design.",
    severity: "error",
    from: { path: "^src/trials/scenario" },
    to: { path: "^src/trials/(designs|modifiers)/" },
  },
  {
    name: "sampling-knows-only-log-density",
    comment: "Samplers ask a LogDensity for values and gradients; they know of no distribution, data or model.",
    severity: "error",
    from: { path: "^src/sampling/" },
    to: { path: "^src/(density/(?!log-density\\.ts$)|distributions|transforms|data|models)" },
  },
  ...["sampling/kernels", "distributions/continuous", "distributions/discrete"].map((leaves) => ({
    name: `${leaves.replace("/", "-")}-stand-alone`,
    comment: "A leaf can be deleted with rm and one line: what two share lies beside the folder.",
    severity: "error",
    from: { path: `^src/${leaves}/([^/.]+)\\.ts$`, pathNot: "/(index|catalogue)\\.ts$" },
    to: { path: `^src/${leaves}/`, pathNot: `^src/${leaves}/$1[./]` },
  })),
  {
    name: "execution-knows-only-errors",
    comment: "Execution carries plain data between threads. It knows no statistics, not even numeric/.",
    severity: "error",
    from: { path: "^src/execution/" },
    to: { path: "^src/", pathNot: "^src/(execution/|errors\\.ts$)" },
  },
  {
    name: "node-only-at-the-rim",
    comment: "Everything but execution/, report/ and cli/ runs in any JavaScript engine.",
    severity: "error",
    from: { path: "^src/", pathNot: "^src/(execution|report|cli)/" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "catalogues-for-programs-only",
    comment:
      "A catalogue names every leaf, so importing one from a door would defeat tree-shaking: only worker entries and cli/ may.",
    severity: "error",
    from: { path: "^src/", pathNot: "(^src/cli/|worker[^/]*\\.ts$|catalogue\\.ts$)" },
    to: { path: "catalogue\\.ts$" },
  },
  ...[
    ["execution", "piscina"],
    ["report", "(@observablehq/plot|linkedom)"],
    ["cli", "(commander|cli-progress)"],
  ].map(([folder, packages]) => ({
    name: `packages-of-${folder}`,
    comment: `Only src/${folder} may import ${packages}.`,
    severity: "error",
    from: { path: "^src/", pathNot: `^src/${folder}/` },
    to: { path: `(^|/)node_modules/${packages}/` },
  })),
  {
    name: "declared-packages-only",
    comment: "What src/ imports from npm is a run-time dependency in package.json.",
    severity: "error",
    from: { path: "^src/" },
    to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown", "npm-optional", "npm-peer"] },
  },
  {
    name: "resolvable",
    comment: "An import that leads nowhere.",
    severity: "error",
    from: { path: "^src/" },
    to: { couldNotResolve: true },
  },
  {
    name: "src-only",
    comment: "The package imports nothing from its tests, benchmarks or examples.",
    severity: "error",
    from: { path: "^src/" },
    to: { path: "^(test|bench|examples|docs)/" },
  },
];

module.exports = {
  forbidden,
  options: {
    moduleSystems: ["es6"],
    detectProcessBuiltinModuleCalls: true,
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
    skipAnalysisNotInRules: true,
  },
};
