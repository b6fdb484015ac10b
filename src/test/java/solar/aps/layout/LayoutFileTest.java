package solar.aps.layout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.config.BadTextException;
import solar.aps.config.Loading;

class LayoutFileTest {
  private static final String HEADER = "panel,name,row,column,rotation\n";

  @TempDir Path folder;

  @Test
  void aLineIsAPanel() throws Exception {
    assertThat(LayoutFile.parse(HEADER + "404-A,A1,1,2,90\n404-B,,3,4\n405-A,Carport,,\n").places())
        .containsExactly(
            Map.entry("404-A", new Place("A1", 1, 2, 90)),
            Map.entry("404-B", new Place(null, 3, 4, 0)),
            Map.entry("405-A", new Place("Carport", null, null, 0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "panel,name,row,column|X-A,A1,1,2",
        "Panel, Name, Row, Column|X-A , A1 ,1, 2",
        "panel;name;row;column;rotation|X-A;A1;1;2;0",
        "\"panel\";\"name\";\"row\";\"column\"|\"X-A\";\"A1\";\"1\";\"2\"",
        "panel,name,row,column,,,|X-A,A1,01,002,,,|,,,,,,|",
        "# mine|  |panel,name,row,column|#X-B,A2,1,3||X-A,A1,1,2|"
      })
  void theFormsOfSpreadsheetsAndPeopleAreTheSame(String text) throws Exception {
    assertThat(LayoutFile.parse(text.replace("|", "\r\n")).places())
        .containsExactly(Map.entry("X-A", new Place("A1", 1, 2, 0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"a, b\" | a, b",
        "\"say \"\"hi\"\"\" | say \"hi\"",
        "12\" | 12\"",
        "Gaubenfläche süd ☀ | Gaubenfläche süd ☀",
        "a;b | a;b",
        "\" a \" | a"
      })
  void aNameIsWhatTheQuotesHold(String field, String name) throws Exception {
    assertThat(LayoutFile.parse(HEADER + "X-A," + field + ",1,1").name("X-A")).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "X-A,A1,one,1 | line 3 has the row \"one\", write a whole number from 1 to 1000",
        "X-A,A1,,1 | line 3 has the row \"\", write a whole number from 1 to 1000",
        "X-A,A1,1 | line 3 has the column \"\", write a whole number from 1 to 1000",
        "X-A,A1,1,0 | line 3 has the column \"0\", write a whole number from 1 to 1000",
        "X-A,A1,1,-1 | line 3 has the column \"-1\", write a whole number from 1 to 1000",
        "X-A,A1,1001,1 | line 3 has the row \"1001\", write a whole number from 1 to 1000",
        "X-A,A1,1.5,1 | line 3 has the row \"1.5\", write a whole number from 1 to 1000",
        "X-A,A1,1,1,45 | line 3 has the rotation \"45\", write 0 for upright or 90 for lying on its side",
        ",A1,1,1 | line 3 has no panel, write its ID as the ECU does, such as 404000000003-B",
        "Z-A,A1,1,1 | line 3 has the panel \"Z-A\" of line 2 again, write each panel once",
        "X-A,Z1,1,1 | line 3 has the name \"Z1\" of line 2 again, give each panel its own",
        "X-A,Y-B,1,1/Y-B,,2,2 | line 4 has the name \"Y-B\" of line 3 again, give each panel its own",
        "X-A,A1,9,09 | line 3 has the place \"row 9, column 9\" of line 2 again, give each panel its own",
        "X-A,A,1,1,1,0 | line 3 has 6 fields, not 5: put a name with a , in it between quotes",
        "X-A,\"A1,1,1 | line 3 has a quote that is not closed in the same line, close it",
        "X-A,A\u202e1,1,1 | line 3 has a character that cannot be seen, take it out"
      })
  void aFaultHasItsLineAndWhatIsExpected(String lines, String fault) {
    assertRefused(HEADER + "Z-A,Z1,9,9\n" + lines.replace('/', '\n'), fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "'' | it is empty; begin with the header panel,name,row,column or panel,name,row,column,rotation",
        "panel,name,row,column | it names no panel; write a line for each below the header",
        "X-A,A1,1,1 | line 1 is \"X-A,A1,1,1\", not the header panel,name,row,column or panel,name,row,column,rotation",
        "id,name,row,column | line 1 is \"id,name,row,column\", not the header panel,name,row,column or panel,name,row,column,rotation",
        "panel,name | line 1 is \"panel,name\", not the header panel,name,row,column or panel,name,row,column,rotation"
      })
  void aFileWithoutAHeaderOrAPanelIsRefused(String text, String fault) {
    assertRefused(text.replace("''", "# nothing"), fault);
  }

  @Test
  void everyLineAtFaultIsNamedUpToFive() {
    assertRefused(
        HEADER + "X-A,,a,1\nX-B,,1,b\nX-C,,1,1,c\n,,1,2\nX-E,,e,1\nX-F,,f,1\nX-G,,g,1\n",
        "line 2 has the row \"a\", write a whole number from 1 to 1000; line 3 has the column \"b\", write a whole number from 1 to 1000;"
            + " line 4 has the rotation \"c\", write 0 for upright or 90 for lying on its side; line 5 has no panel, write its ID as the ECU does, such as 404000000003-B;"
            + " line 6 has the row \"e\", write a whole number from 1 to 1000; and 2 more");
  }

  private static void assertRefused(String text, String fault) {
    assertThatThrownBy(() -> LayoutFile.parse(text))
        .isInstanceOf(BadTextException.class)
        .hasMessage("is no layout of panels: " + fault);
  }

  @Test
  void aFaultOfTheFileIsOneOfTheSettings() throws Exception {
    Path file = Files.writeString(folder.resolve("roof.csv"), HEADER + "X-A,A1,a,1\n");

    assertThat(Loading.fault("panels.layout", file.toString()))
        .isEqualTo(
            "command line: panels.layout=%s is no layout of panels: line 2 has the row \"a\", write a whole number from 1 to 1000"
                .formatted(file));
  }

  @Test
  void aFileThatCannotBeReadIsAFaultOfTheSettingsToo() throws Exception {
    Path latin = Files.write(folder.resolve("latin.csv"), (HEADER + "é").getBytes(ISO_8859_1));

    assertThat(Loading.fault("panels.layout", latin.toString()))
        .endsWith("latin.csv is not UTF-8 text; save it with the encoding UTF-8");
    assertThat(Loading.fault("panels.layout", folder.toString()))
        .endsWith(" is a folder; write the name of the file in it");
    assertThat(Loading.fault("panels.layout", "no-roof.csv"))
        .isEqualTo(
            "command line: panels.layout=no-roof.csv does not exist in %s; correct the name, or leave the key out"
                .formatted(Path.of("").toAbsolutePath()));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheHeader() throws Exception {
    Path file = Files.writeString(folder.resolve("roof.csv"), "\uFEFF" + HEADER + "X-A,A1,1,1");

    assertThat(LayoutFile.read(file.toString()).name("X-A")).isEqualTo("A1");
  }

  @Test
  void theExampleIsALayout() throws Exception {
    assertThat(LayoutFile.read("src/main/dist/roof.csv").places())
        .containsEntry("404000000003-B", new Place("B2", 2, 2, 0))
        .containsEntry("404000000004-B", new Place("Dormer, left", 3, 5, 90));
  }
}
