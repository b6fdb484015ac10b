package solar.aps;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the rooms. */
@AnalyzeClasses(packages = "solar.aps", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  @ArchTest
  static final ArchRule generationKnowsTheJdkOnly =
      classes()
          .that()
          .resideInAPackage("solar.aps.generation")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "solar.aps.generation");

  @ArchTest
  static final ArchRule settingsKnowJacksonOnly =
      classes()
          .that()
          .resideInAPackage("solar.aps.config")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "com.fasterxml.jackson..", "solar.aps.config");

  @ArchTest
  static final ArchRule jsoupIsKnownToThePageAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("solar.aps.ecu")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jsoup..");

  @ArchTest
  static final ArchRule thePageKnowsGenerationOnly =
      classes()
          .that()
          .resideInAPackage("solar.aps.ecu")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jsoup..", "solar.aps.ecu", "solar.aps.generation");

  @ArchTest
  static final ArchRule theSimulatorsKnowTheSettingsOnly =
      classes()
          .that()
          .resideInAPackage("solar.aps.demo")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.sun.net.httpserver..",
              "org.slf4j..",
              "solar.aps.demo",
              "solar.aps.config");

  @ArchTest
  static final ArchRule whatMeasuresIsKnownToTheMetricsAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("solar.aps.metrics")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.prometheus..");

  @ArchTest
  static final ArchRule onlyTheMetricsAndTheSimulatorsServe =
      noClasses()
          .that()
          .resideOutsideOfPackages("solar.aps.metrics", "solar.aps.demo")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.sun.net.httpserver..", "sun.net.httpserver..");

  @ArchTest
  static final ArchRule theMetricsKnowNoSinkByName =
      noClasses()
          .that(resideInAPackage("solar.aps.metrics"))
          .should()
          .dependOnClassesThat(resideInAnyPackage("solar.aps.sink..", "solar.aps.demo"));

  @ArchTest
  static final ArchRule onlyTheProgramStartsTheMetrics =
      noClasses()
          .that()
          .resideOutsideOfPackages("solar.aps", "solar.aps.metrics")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("solar.aps.metrics");

  @ArchTest
  static final ArchRule noSinkKnowsAnother =
      slices().matching("solar.aps.sink.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule theFlowKnowsNoSinkByName =
      noClasses()
          .that(resideInAPackage("solar.aps.route"))
          .should()
          .dependOnClassesThat(resideInAnyPackage("solar.aps.sink..", "solar.aps.demo"));

  @ArchTest
  static final ArchRule onlyTheProgramKnowsTheDoctor =
      noClasses()
          .that()
          .resideOutsideOfPackages("solar.aps", "solar.aps.doctor")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("solar.aps.doctor");

  @ArchTest
  static final ArchRule theDoctorKnowsNoSimulator =
      noClasses()
          .that()
          .resideInAPackage("solar.aps.doctor")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("solar.aps.demo", "solar.aps.ecu");

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
}
