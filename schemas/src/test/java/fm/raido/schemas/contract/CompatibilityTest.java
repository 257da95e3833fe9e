package fm.raido.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CompatibilityTest {
  static final List<String> NAMES = Schemas.NAMES;

  /**
   * The published copies are those of the last published version: at a release copy the schemas
   * over them. A wilful break is a new version, v2, as {@code docs/contracts.md} has it.
   */
  @ParameterizedTest
  @FieldSource("NAMES")
  void everySchemaKeepsTheWordOfTheLastPublishedOne(String name) {
    assertThat(Compatibility.breaks(Schemas.published(name), Schemas.current(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "required becomes stricter     | {}                            | {'required':['a']}            | /a: is required now",
        "a promise is taken back       | {'required':['a']}            | {}                            | /a: readers were promised that it is there",
        "a property goes               | {'properties':{'a':{}}}       | {'properties':{}}             | /a: is gone",
        "a type is narrowed            | {'type':['string','null']}    | {'type':'string'}             | : type was [null, string] and is [string]",
        "a type appears                | {}                            | {'type':'string'}             | : type was [any] and is [string]",
        "a number becomes whole        | {'type':'number'}             | {'type':'integer'}            | : type was [number] and is [integer]",
        "a value goes                  | {'enum':['a','b']}            | {'enum':['a']}                | : enum lost [\"b\"]",
        "an enum appears               | {'type':'string'}             | {'type':'string','enum':['a']}| : enum is new",
        "a minimum rises               | {'minimum':1}                 | {'minimum':2}                 | : minimum was 1 and is 2",
        "a maximum falls               | {'maximum':2}                 | {'maximum':1.5}               | : maximum was 2 and is 1.5",
        "a maximum appears             | {}                            | {'maximum':9}                 | : maximum is new",
        "a text gets shorter           | {'maxLength':9}               | {'maxLength':8}               | : maxLength was 9 and is 8",
        "a text must be longer         | {'minLength':0}               | {'minLength':1}               | : minLength was 0 and is 1",
        "a pattern changes             | {'pattern':'^a'}              | {'pattern':'^b'}              | : pattern differs, which cannot be judged",
        "a constant changes            | {'const':1}                   | {'const':2}                   | : const differs, which cannot be judged",
        "unknown fields are forbidden  | {}                            | {'additionalProperties':false}| : additionalProperties differs, which cannot be judged",
        "a condition appears           | {}                            | {'allOf':[{}]}                | : allOf differs, which cannot be judged",
        "something deep is narrowed    | {'properties':{'a':{'items':{'maximum':2}}}} | {'properties':{'a':{'items':{'maximum':1}}}} | /a/items: maximum was 2 and is 1",
        "something behind a reference  | {'$ref':'#/$defs/x','$defs':{'x':{'maximum':2}}} | {'$ref':'#/$defs/x','$defs':{'x':{'maximum':1}}} | : maximum was 2 and is 1",
        "a branch goes                 | {'oneOf':[{'properties':{'type':{'const':'A'}}}]} | {'oneOf':[{'properties':{'type':{'const':'B'}}}]} | /A: is gone",
        "a branch is narrowed          | {'oneOf':[{'properties':{'type':{'const':'A'}}}]} | {'oneOf':[{'required':['x'],'properties':{'type':{'const':'A'}}}]} | /A/x: is required now",
      })
  void aBreakIsFound(String what, String older, String newer, String found) {
    assertThat(Compatibility.breaks(json(older), json(newer))).as(what).containsExactly(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "an optional field appears | {'properties':{}}  | {'properties':{'a':{'type':'string','maxLength':3}}}",
        "a type is widened         | {'type':'string'}  | {'type':['string','null']}",
        "whole becomes any number  | {'type':'integer'} | {'type':'number'}",
        "a value appears           | {'enum':['a']}     | {'enum':['a','b']}",
        "a limit is loosened       | {'minimum':2,'maximum':3,'maxLength':4} | {'minimum':1,'maximum':4}",
        "a pattern goes            | {'pattern':'^a'}   | {}",
        "words change              | {'title':'a','description':'b'} | {'title':'c'}",
        "a branch appears          | {'oneOf':[{'properties':{'type':{'const':'A'}}}]} | {'oneOf':[{'properties':{'type':{'const':'B'}}},{'properties':{'type':{'const':'A'}}}]}",
      })
  void anAdditionIsNoBreak(String what, String older, String newer) {
    assertThat(Compatibility.breaks(json(older), json(newer))).as(what).isEmpty();
  }

  @Test
  void aBreakInARealSchemaIsFound() {
    ObjectNode newer = (ObjectNode) Schemas.current("announcement-request").deepCopy();
    ((ObjectNode) newer.at("/properties/text")).put("maxLength", 4_000);
    assertThat(Compatibility.breaks(Schemas.published("announcement-request"), newer))
        .containsExactly("/text: maxLength was 4096 and is 4000");
  }

  private static JsonNode json(String text) {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }
}
