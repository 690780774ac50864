import assert from "node:assert/strict";
import { test } from "node:test";
import { DisposableStore } from "../../../src/base/disposable.ts";
import { Emitter } from "../../../src/base/emitter.ts";

test("listeners hear in the order they subscribed, until they leave", () => {
  const emitter = new Emitter<number>();
  const heard: string[] = [];
  const first = emitter.event((value) => heard.push(`a${value}`));
  emitter.event((value) => heard.push(`b${value}`));
  emitter.fire(1);
  first.dispose();
  emitter.fire(2);
  emitter.dispose();
  emitter.fire(3);
  assert.deepEqual(heard, ["a1", "b1", "b2"]);
});

test("a listener that another one takes off while firing is not called again", () => {
  const emitter = new Emitter<void>();
  const heard: string[] = [];
  emitter.event(() => {
    heard.push("first");
    second.dispose();
  });
  const second = emitter.event(() => heard.push("second"));
  emitter.fire();
  assert.deepEqual(heard, ["first"]);
});

test("a listener that subscribes while firing hears from the next time on", () => {
  const emitter = new Emitter<number>();
  const heard: number[] = [];
  const once = emitter.event(() => {
    once.dispose();
    emitter.event((value) => heard.push(value));
  });
  emitter.fire(1);
  emitter.fire(2);
  assert.deepEqual(heard, [2]);
});

test("a store disposes once, last added first, and at once of what comes too late", () => {
  const store = new DisposableStore();
  const disposed: string[] = [];
  const item = (name: string) => ({ dispose: () => void disposed.push(name) });
  store.add(item("a"));
  store.add(item("b"));
  store.dispose();
  store.dispose();
  store.add(item("late"));
  assert.deepEqual(disposed, ["b", "a", "late"]);
});
