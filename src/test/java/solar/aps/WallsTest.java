package solar.aps;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** The walls between the rooms. */
@AnalyzeClasses(packages = "solar.aps", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  @ArchTest static final ArchRule generationKnowsTheJdkOnly = onlyKnows("generation");

  @ArchTest static final ArchRule findingsKnowTheJdkOnly = onlyKnows("check");

  @ArchTest static final ArchRule filesKnowTheJdkOnly = onlyKnows("storage");

  @ArchTest
  static final ArchRule settingsKnowJacksonOnly = onlyKnows("config", "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule pluginsShareTheSmallRoomsOnly =
      onlyKnows(
          "plugin",
          "solar.aps.generation",
          "solar.aps.config",
          "solar.aps.json",
          "solar.aps.layout",
          "solar.aps.deadletter");

  @ArchTest
  static final ArchRule theLayoutKnowsTheSettingsOnly = onlyKnows("layout", "solar.aps.config");

  @ArchTest
  static final ArchRule theHistoryKnowsTheSmallRoomsOnly =
      onlyKnows(
          "history",
          "solar.aps.generation",
          "solar.aps.json",
          "solar.aps.storage",
          "solar.aps.config",
          "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule theDemoKnowsTheSmallRoomsOnly =
      onlyKnows(
          "demo",
          "org.slf4j..",
          "solar.aps.demo..",
          "solar.aps.config",
          "solar.aps.generation",
          "solar.aps.history",
          "solar.aps.json",
          "solar.aps.plugin");

  @ArchTest
  static final ArchRule theSimulatorsKnowNothingOfTheProgram =
      classes()
          .that()
          .resideInAnyPackage("solar.aps.demo.*..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "com.sun.net.httpserver..", "org.slf4j..", "solar.aps.demo.*..");

  @ArchTest
  static final ArchRule jsoupIsKnownToThePageAlone = knownOnlyTo("org.jsoup..", "source.page");

  @ArchTest
  static final ArchRule theMqttClientIsKnownToMqttAlone =
      knownOnlyTo("[com.hivemq|io.netty|io.reactivex]..", "sink.mqtt");

  @ArchTest
  static final ArchRule whatMeasuresIsKnownToTheMetricsAlone =
      knownOnlyTo("io.prometheus..", "metrics");

  @ArchTest
  static final ArchRule theHttpServerIsKnownToTheWebAndTheSimulatorsAlone =
      knownOnlyTo("com.sun.net.httpserver..", "web", "demo..");

  @ArchTest
  static final ArchRule kafkaIsKnownToItsRoomAlone =
      knownOnlyTo("org.apache.camel.component.kafka..", "kafka");

  @ArchTest
  static final ArchRule theRoomOfKafkaKnowsNothingElse =
      onlyKnows("kafka", "org.apache.camel.component.kafka", "org.slf4j..");

  @ArchTest
  static final ArchRule pluginsDoNotKnowTheFlow =
      noClasses()
          .that()
          .resideInAnyPackage("solar.aps.source..", "solar.aps.sink..", "solar.aps.plugin")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "solar.aps.flow",
                  "solar.aps.watch",
                  "solar.aps.metrics",
                  "solar.aps.web..",
                  "solar.aps.demo.."));

  @ArchTest
  static final ArchRule theFlowAndWhoWatchesItKnowNoPluginByName =
      noClasses()
          .that()
          .resideInAnyPackage(
              "solar.aps.flow", "solar.aps.watch", "solar.aps.metrics", "solar.aps.web..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("solar.aps.sink.*..", "solar.aps.source.*..")
                  .and(resideInAnyPackage("solar.aps.sink.yaml").negate())
                  .or(resideInAnyPackage("solar.aps.demo..")));

  @ArchTest
  static final ArchRule onlyTheProgramStartsWhatIsServedAndTheDemo =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "solar.aps",
              "solar.aps.watch",
              "solar.aps.metrics",
              "solar.aps.web..",
              "solar.aps.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "solar.aps.watch", "solar.aps.metrics", "solar.aps.web..", "solar.aps.demo..");

  @ArchTest
  static final ArchRule theFirstRunKnowsNoPluginByName =
      onlyKnows(
          "setup",
          "solar.aps.flow",
          "solar.aps.discovery",
          "solar.aps.source",
          "solar.aps.plugin",
          "solar.aps.generation",
          "solar.aps.deadletter",
          "solar.aps.config",
          "solar.aps.check",
          "solar.aps.storage");

  @ArchTest
  static final ArchRule onlyTheProgramKnowsTheFirstRun =
      noClasses()
          .that()
          .resideOutsideOfPackages("solar.aps", "solar.aps.setup")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("solar.aps.setup");

  @ArchTest
  static final ArchRule theServerKnowsNothingOfWhatItServes =
      onlyKnows("web", "com.sun.net.httpserver..", "org.apache.camel..", "org.slf4j..");

  @ArchTest
  static final ArchRule thePageAndTheMetricsDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("solar.aps.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("solar.aps.metrics", "solar.aps.flow");

  @ArchTest
  static final ArchRule noSinkKnowsAnother =
      slices().matching("solar.aps.sink.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule noSourceKnowsAnother =
      slices().matching("solar.aps.source.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule nobodyImportsTheProgram =
      noClasses()
          .that()
          .resideOutsideOfPackage("solar.aps")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("solar.aps");

  @ArchTest
  static final ArchRule noCircles = slices().matching("solar.aps.(**)").should().beFreeOfCycles();

  private static ArchRule onlyKnows(String room, String... others) {
    String name = "solar.aps." + room;
    return classes()
        .that()
        .resideInAPackage(name)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", name).or(resideInAnyPackage(others)));
  }

  private static ArchRule knownOnlyTo(String library, String... rooms) {
    return noClasses()
        .that(
            resideInAnyPackage(
                    Arrays.stream(rooms).map(room -> "solar.aps." + room).toArray(String[]::new))
                .negate())
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
