package solar.aps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.config.Loading;
import solar.aps.config.Settings;

class LayoutTest {
  @TempDir Path folder;

  @Test
  void aPanelWithoutANameIsCalledByItsId() throws Exception {
    Layout layout = LayoutFile.parse("panel,name,row,column\nX-A,A1,1,1\nX-B,,1,2");

    assertThat(List.of("X-A", "X-B", "X-C").stream().map(layout::name))
        .containsExactly("A1", "X-B", "X-C");
    assertThat(List.of("X-A", "X-B", "X-C").stream().map(layout::title))
        .containsExactly("A1 (X-A)", "X-B", "X-C");
    assertThat(layout.of("X-C")).isEmpty();
  }

  @Test
  void whatOnlyOneOfThemHasIsTheDifference() throws Exception {
    Layout layout = LayoutFile.parse("panel,name,row,column\nX-A,,1,1\nX-B,,1,2\nX-C,,1,3");

    assertThat(layout.difference(List.of("X-C", "X-B", "X-A"))).isEmpty();
    assertThat(layout.difference(List.of("X-A")))
        .contains(
            "it names X-B, X-C, which the ECU does not have; write the IDs in the file as the ECU writes them");
    assertThat(layout.difference(List.of("X-A", "X-B", "Y-A", "Y-B")))
        .contains(
            "it names X-C, which the ECU does not have; it lacks Y-A, Y-B, which the ECU has;"
                + " write the IDs in the file as the ECU writes them");
  }

  @Test
  void anEcuThatNamesNoPanelAndNoLayoutHaveNoDifference() throws Exception {
    assertThat(LayoutFile.parse("panel,name,row,column\nX-A,,1,1").difference(List.of())).isEmpty();
    assertThat(Layout.of(Loading.settings()).difference(List.of("X-A"))).isEmpty();
  }

  @Test
  void eachEcuHasItsOwn() throws Exception {
    Path roof = Files.writeString(folder.resolve("roof.csv"), "panel,name,row,column\nX-A,A1,1,1");
    Path barn = Files.writeString(folder.resolve("barn.csv"), "panel;name;row;column\nX-A;Z9;1;1");
    Settings settings =
        Loading.settings(
            "ecus",
            "roof,barn",
            "roof.ecu.host",
            "192.168.1.103",
            "barn.ecu.host",
            "192.168.1.104",
            "panels.layout",
            roof.toString(),
            "barn.panels.layout",
            barn.toString());

    assertThat(Layout.of(settings.of("roof")).name("X-A")).isEqualTo("A1");
    assertThat(Layout.of(settings.of("barn")).name("X-A")).isEqualTo("Z9");
  }
}
