/** The file of a shard beside its results: what `impsc merge` needs and no report shows. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadShard } from '../conformance/run/merge-shards.ts';
import { SHARD_SCHEMA, type ShardParts } from '../conformance/run/shard-parts.ts';
import { writeWhole } from '../conformance/transcripts/write.ts';
import { UsageError } from './failure.ts';
import { SHARD } from './reports.ts';
import { resultsAt } from './result-file.ts';

export function writeShard(folder: string, parts: ShardParts): void {
  writeWhole(join(folder, SHARD), `${JSON.stringify(parts)}\n`);
}

/** @throws UsageError for a folder that holds no whole shard */
export function shardIn(folder: string): ReadShard {
  const file = join(folder, SHARD);
  if (!existsSync(file)) {
    throw new UsageError(
      `${folder} holds no ${SHARD}: "impsc run --shard i/n --out ${folder}" writes it when it comes to its end`,
    );
  }
  const parts = read(file);
  const results = resultsAt(folder);
  const { run } = results;
  if (run.startedAt !== parts.startedAt || run.shard?.index !== parts.shard.index) {
    throw new UsageError(`${folder}: results.json and ${SHARD} are of different runs`);
  }
  return { name: folder, parts, results };
}

function read(file: string): ShardParts {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
  const schema = typeof parsed === 'object' && parsed !== null && 'schema' in parsed ? parsed.schema : undefined;
  if (schema === SHARD_SCHEMA) return parsed as ShardParts;
  throw new UsageError(`${file} has the schema ${JSON.stringify(schema)}; this program reads ${SHARD_SCHEMA}`);
}
