import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { instrument, SWITCH } from './instrument.ts';

/** Results of the function `f` of a source text: with no mutant on, and with each mutant on, by its description. */
function outcomes(text: string, ...args: readonly unknown[]): Record<string, unknown> {
  const { code, mutants } = instrument('file', text, 0);
  const js = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2023 } }).outputText;
  const f = (on: number): unknown => {
    const made = new Function(SWITCH, `${js.replaceAll('export ', '')}; return f;`);
    try {
      return (made((n: number) => n === on) as (...given: unknown[]) => unknown)(...structuredClone(args));
    } catch (error) {
      return error instanceof Error ? error.name : error;
    }
  };
  return {
    original: f(-1),
    ...Object.fromEntries(mutants.map(({ operator, what }, n) => [`${operator} ${what}`, f(n)])),
  };
}

describe('one slip at a time', () => {
  it('changes comparisons, conditions and what is returned', () => {
    expect(outcomes('function f(a) { if (a === 1) return a; return a >= 2; }', 2)).toEqual({
      original: true,
      'EQ === to !==: a === 1': 2,
      'NUM 1 to 1+1 in a === 1': 2,
      'COND negate: a === 1': 2,
      'RET return undefined for: a': true,
      'REL >= to >: a >= 2': false,
      'NUM 2 to 2+1 in a >= 2': false,
      'RET return true for: a >= 2': true,
      'RET return false for: a >= 2': false,
    });
  });

  it('changes junctions, fallbacks and sums, and leaves joined texts alone', () => {
    expect(outcomes("function f(a, b) { const c = (a ?? b) + b; return 'x' + (c && a); }", undefined, 3)).toEqual({
      original: 'xundefined',
      'LOGIC drop the ?? fallback: a ?? b': 'xNaN',
      'ARITH + to -: (a ?? b) + b': 'x0',
      "STR 'x' to '' in 'x' + (c && a)": 'undefined',
      'LOGIC && to ||: c && a': 'x6',
      "RET return undefined for: 'x' + (c && a)": undefined,
    });
  });

  it('drops parts of lists, objects and calls', () => {
    expect(outcomes('function f(a, b) { const o = { ...b, x: [1, ...a] }; return o; }', [2], { y: 3 })).toEqual({
      original: { y: 3, x: [1, 2] },
      'SPREAD drop spread ...b in { ...b, x: [1, ...a] }': { x: [1, 2] },
      'NUM 1 to 1+1 in [1, ...a]': { y: 3, x: [2, 2] },
      'ARR drop element 1 in [1, ...a]': { y: 3, x: [2] },
      'SPREAD drop spread ...a in [1, ...a]': { y: 3, x: [1] },
      'OBJ drop member x: [1, ...a]': { y: 3 },
      'RET return undefined for: o': undefined,
    });
  });

  it('drops statements and filters, and takes one quantifier for the other', () => {
    const text = 'function f(a) { a.push(5); return a?.filter((x) => x > 1).some((x) => x > 4); }';
    expect(outcomes(text.replace('?.', '.'), [1, 2])).toMatchObject({
      original: true,
      'STMT drop: a.push(5);': false,
      'FILTER drop filter: a.filter((x) => x > 1)': true,
      'QUANT some to every: a.filter((x) => x > 1).some((x) => x > 4)': false,
    });
    expect(Object.keys(outcomes(text, [1])).filter((name) => name.startsWith('FILTER'))).toEqual([]);
  });

  it('keeps methods, functions that return objects and the bodies of branches', () => {
    const text = `function f(a) {
      const o = { go() { return (() => ({ n: a }))(); }, get n() { return 9; } };
      if (a > 1) o.go(); else a = 7;
      return o.go().n + o.n;
    }`;
    expect(outcomes(text, 1)).toMatchObject({
      original: 16,
      'STMT drop: o.go();': 16,
      'STMT drop: a = 7;': 10,
      'OBJ drop member go() { return (() => ({ n: a }))(); }': 'TypeError',
      'OBJ drop member n: a': Number.NaN,
    });
  });

  it('leaves names, types and imports alone', () => {
    const text = `import { x } from './x.ts';\nexport { x } from './x.ts';\ntype T = 'a' | 1;\nconst o = { 'a-b': x as T };`;
    expect(instrument('file', text, 0).mutants.map(({ what }) => what)).toEqual(["drop member 'a-b': x as T"]);
  });
});

describe('keys', () => {
  const keys = (text: string) => instrument('access/login', text, 0).mutants.map(({ key }) => key);

  it('say where and what, without line numbers', () => {
    const text = 'function login() { const code = 409; }';
    expect(keys(text)).toEqual(['access/login login.code: NUM 409 to 409+1 in code = 409']);
    expect(keys(`// more\n\n${text}`)).toEqual(keys(text));
  });

  it('number what is there twice', () => {
    expect(keys('const a = [go(1), go(1)];').filter((key) => key.includes('NUM'))).toEqual([
      'access/login a: NUM 1 to 1+1 in go(1)',
      'access/login a: NUM 1 to 1+1 in go(1) (2)',
    ]);
  });
});
