import { expect, test } from 'vitest';
import { translateView } from '../bridge/translate-view.ts';
import { asMessages, preferredLanguage } from './languages.ts';
import { messageKey } from './message-key.ts';
import { capitalised, counted, listed, messageOf, say } from './say.ts';
import { translator } from './translate.ts';

const GERMAN = keyed({
  'is missing': ['fehlt'],
  '{0} and {1}': [['0'], ' und ', ['1']],
  '{0} {1} on {2}': ['Auf ', ['2'], ' ', ['1', 'select', { is: 'ist', other: 'sind' }], ' ', ['0']],
  '{0, plural, one {# name} other {# names}}': [['0', 'plural', { one: ['#', ' Name'], other: ['#', ' Namen'] }]],
  'the account {0}': ['das Konto ', ['0']],
  "braces '{' stay": ['Klammern { bleiben'],
});

const translate = translator('de', GERMAN);

function keyed(messages: Readonly<Record<string, unknown>>) {
  return asMessages(Object.fromEntries(Object.entries(messages).map(([id, message]) => [messageKey(id), message])));
}

test('English is the text itself', () => {
  expect(say`${2} of ${'SMP01'}`).toBe('2 of SMP01');
  expect([counted(1, 'name', 'names'), counted(2, 'name', 'names')]).toEqual(['1 name', '2 names']);
  expect([listed([]), listed(['a']), listed(['a', 'b'])]).toEqual(['', 'a', 'a, b']);
});

test('values that are texts are translated too, in the order that the language wants', () => {
  expect(translate(say`${counted(2, 'name', 'names')} ${'are'} on ${say`the account ${'CONTOSO\\svc-smp'}`}`)).toBe(
    'Auf das Konto CONTOSO\\svc-smp sind 2 Namen',
  );
  expect(translate(say`${counted(1, 'name', 'names')} ${'is'} on ${'X'}`)).toBe('Auf X ist 1 Name');
});

test('a list, and a pattern that says nothing, translate what they hold', () => {
  expect(translate(listed(['is missing', 'SMP01'], '; '))).toBe('fehlt; SMP01');
  expect(translate(listed(['is missing', 'SMP01', 'DC01'], ' and '))).toBe('fehlt und SMP01 und DC01');
  expect(translate(say`${'SMP01'}: ${'is missing'}`)).toBe('SMP01: fehlt');
});

test('what is nobody’s text stays as it is', () => {
  expect(translate('setspn -L is missing')).toBe('setspn -L is missing');
  expect(translate('toString')).toBe('toString');
});

test('a text that adds nothing to one of its values stays what it was', () => {
  const text = say`the account ${'SMP01$'}`;
  expect(translate(say`${text}${''}`)).toBe('das Konto SMP01$');
});

test('a brace of the text is no value', () => {
  expect(messageOf(say`${1}{0}`)?.id).toBe("{0}'{'0'}'");
  expect(translate("braces '{' stay")).toBe('Klammern { bleiben');
});

test('an apostrophe before a value is an apostrophe', () => {
  expect(messageOf(say`the pool '${1}' and ''`)?.id).toBe("the pool ''{0}' and ''");
  expect(translator('de', keyed({ "the pool ''{0}'": ["der Pool '", ['0'], "'"] }))(say`the pool '${'X'}'`)).toBe("der Pool 'X'");
});

test('the beginning of a sentence is one in the other language too', () => {
  expect(capitalised('is missing')).toBe('Is missing');
  expect(translate(capitalised('is missing'))).toBe('Fehlt');
});

test('a message without a translation stays English, and so does what it is made of', () => {
  expect(translate(say`nobody has said ${'this'}`)).toBe('nobody has said this');
  expect(translate(say`nobody has said that it ${'is missing'}`)).toBe('nobody has said that it is missing');
});

test('of a view only the texts are translated', () => {
  expect(
    translateView(
      {
        id: 'is missing',
        step: { title: 'is missing' },
        paths: ['is missing'],
        what: 'is missing',
        rows: [['is missing', 1, null]],
        command: 'is missing',
      },
      translate,
    ),
  ).toEqual({
    id: 'is missing',
    step: { title: 'fehlt' },
    paths: ['is missing'],
    what: 'fehlt',
    rows: [['fehlt', 1, null]],
    command: 'is missing',
  });
});

test('the language is the first one preferred that is there', () => {
  expect(preferredLanguage(['fr-FR', 'de-AT', 'en-US'])).toBe('de');
  expect(preferredLanguage(['DE'])).toBe('de');
  expect(preferredLanguage(['fr', 'toString'])).toBe('en');
  expect(preferredLanguage([])).toBe('en');
});
