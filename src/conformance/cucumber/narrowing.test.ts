import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { describe, expect, it } from 'vitest';
import { narrowing } from './narrowing.ts';

interface Definition {
  readonly expression: { readonly regexp: RegExp };
  readonly asked: string[];
  matchesStepName(text: string): boolean;
}

function definition(regexp: RegExp): Definition {
  const asked: string[] = [];
  return {
    expression: { regexp },
    asked,
    matchesStepName(text) {
      asked.push(text);
      return true;
    },
  };
}

function library(...stepDefinitions: readonly Definition[]) {
  const originalCoordinates = { requireModules: [], requirePaths: [], loaders: [], importPaths: ['a.ts', 'b.ts'] };
  return { originalCoordinates, stepDefinitions, hooks: ['kept'] };
}
const definitionsOf = (one: ISupportCodeLibrary) => (one as unknown as ReturnType<typeof library>).stepDefinitions;

describe('the library for some steps', () => {
  const login = definition(/^A logs in$/);
  const logout = definition(/^(\w) logs out$/);
  const whole = library(login, logout);
  const narrowed = narrowing(whole);

  it('has the definitions that fit them, in their order, and everything else', () => {
    expect(definitionsOf(narrowed(['B logs out', 'A logs in', 'A logs out']))).toEqual([login, logout]);
    expect(definitionsOf(narrowed(['B logs out', 'nobody knows']))).toEqual([logout]);
    expect(narrowed([])).toMatchObject({ hooks: ['kept'], originalCoordinates: { importPaths: ['a.ts'] } });
  });

  it('asks once for a text, and only the definitions whose pattern fits it', () => {
    expect(login.asked).toEqual(['A logs in']);
    expect(logout.asked).toEqual(['B logs out', 'A logs out']);
  });

  it('leaves the one it was made of as it is', () => {
    expect(whole.stepDefinitions).toEqual([login, logout]);
    expect(whole.originalCoordinates.importPaths).toHaveLength(2);
  });

  it('is the whole where Cucumber keeps its definitions elsewhere', () => {
    const other = { originalCoordinates: whole.originalCoordinates };
    expect(narrowing(other)(['A logs in'])).toBe(other);
  });
});
