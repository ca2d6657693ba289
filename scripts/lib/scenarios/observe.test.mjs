import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spokenOf } from './observe.mjs';

const report = { number: '1', process: 'id-card-loss' };
const reissue = { number: '2', process: 'id-card-reissue' };
const temporary = { number: '3', process: 'id-card-temporary' };

test('a state of loss reports speaks of the loss report, however many cases came after it', () =>
  assert.equal(spokenOf([report, reissue], 'LR_SUPERSEDED'), report));

test('a state of applications speaks of the application, though a temporary card stands beside it', () =>
  assert.equal(spokenOf([reissue, temporary], 'CLOSED_COLLECTED'), reissue));

test('a refusal speaks of what the scenario is about', () => {
  assert.equal(spokenOf([temporary, reissue], 'REJECTED', 'temporary'), temporary);
  assert.equal(spokenOf([temporary, reissue], 'REJECTED', 'reissue_counter'), reissue);
});

test('without an expected state it is the latest', () => assert.equal(spokenOf([report, reissue], undefined), reissue));
