package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.sink.jsonfile.JsonFileSink;
import solar.aps.source.EcuKeys;

class PropertiesFileTest {
  @TempDir Path folder;

  @Test
  void theFileIsUtf8() throws Exception {
    Path file = Loading.write(folder, "a.properties", "ecu.host=ecu\njson-file.path=Überschuß.txt");
    assertThat(Loading.file(file).find(JsonFileSink.PATH)).contains(Path.of("Überschuß.txt"));
  }

  @Test
  void aByteOrderMarkIsSkipped() throws Exception {
    Path file = Loading.write(folder, "a.properties", "\uFEFFecu.host=ecu");
    assertThat(Loading.file(file).get(EcuKeys.HOST)).isEqualTo("ecu");
  }

  @Test
  void anotherEncodingIsAFault() throws Exception {
    Path file = folder.resolve("a.properties");
    Files.write(file, "ecu.host=ecu # Überschuß".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Loading.faultsOfFile(file))
        .containsExactly(file + " is not UTF-8 text; save it with the encoding UTF-8");
  }

  @Test
  void aBackslashOfAWindowsPathThatBeginsACodeIsAFault() throws Exception {
    Path file = Loading.write(folder, "a.properties", "ecu.host=ecu\nsinks.dir=C:\\users\\me");
    assertThat(Loading.faultsOfFile(file))
        .singleElement()
        .asString()
        .startsWith(file + " has a \\u that is not followed by four hexadecimal digits; write");
  }

  @Test
  void aKeyThatStandsTwiceIsAFault() throws Exception {
    Path file = Loading.write(folder, "a.properties", "ecu.host=ecu\necu.host=ecu2");
    assertThat(Loading.faultsOfFile(file))
        .containsExactly(file + ": ecu.host stands there more than once; keep one of them");
  }

  @Test
  void aMissingFileIsAFaultThatSaysWhatToDo() {
    Path file = folder.resolve("none.properties");
    assertThat(Loading.faultsOfFile(file))
        .singleElement()
        .asString()
        .startsWith(file + " does not exist; copy application.properties.example to that name");
  }

  @Test
  void aFolderInPlaceOfTheFileIsAFault() {
    assertThat(Loading.faultsOfFile(folder))
        .containsExactly(folder + " is a folder; name the settings file in it");
  }
}
