/** Running pure tasks on any number of threads, and keeping what is finished. Knows no statistics. */

export { canonicalJson } from "./canonical-json.js";
export type { Checkpoint } from "./checkpoint.js";
export { type CheckpointFolderOptions, checkpointFolder } from "./checkpoints/checkpoint-folder.js";
export type { FolderFiles } from "./checkpoints/folder-files.js";
export { memoryCheckpoint } from "./checkpoints/memory-checkpoint.js";
export type { Executor, MapOptions, Task } from "./executor.js";
export { inline } from "./inline.js";
export type { TaskReply, TaskRequest } from "./lane.js";
export { withMovedBuffers } from "./moved-buffers.js";
export { decodePlainData, encodePlainData } from "./plain-data.js";
export { type ResumableMapOptions, resumableMap } from "./resumable-map.js";
export { serveTasks } from "./serve-tasks.js";
export { sha256 } from "./sha256.js";
export type { TaskFailure } from "./task-failure.js";
export { type ThreadsOptions, threads } from "./threads.js";
export { timeLimit } from "./time-limit.js";
export { type WebWorkersOptions, webWorkers } from "./web-workers.js";
