{% macro only(when, property, value) %}
<data_defined_properties><Option type="Map"><Option name="name" type="QString" value=""/><Option name="properties" type="Map"><Option name="{{ property }}" type="Map"><Option name="active" type="bool" value="true"/><Option name="expression" type="QString" value="{{ when }}"/><Option name="type" type="int" value="3"/></Option></Option><Option name="type" type="QString" value="collection"/></Option></data_defined_properties>
{% endmacro %}
{% macro picture(svg, size) %}
<Option type="Map"><Option name="name" type="QString" value="{{ svg }}"/><Option name="size" type="QString" value="{{ size }}"/><Option name="size_unit" type="QString" value="MM"/><Option name="outline_width" type="QString" value="0"/></Option>
{% endmacro %}
<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Fields|MapTips">
  <renderer-v2 type="categorizedSymbol" attr="kind" enableorderby="0" forceraster="0" symbollevels="0">
    <categories>
{% for kind, label, _ in kinds %}
      <category value="{{ kind }}" label="{{ label }}" symbol="{{ loop.index0 }}" render="true"/>
{% endfor %}
    </categories>
    <symbols>
{% for kind, _, look in kinds %}
{% if layer == "points" %}
      <symbol type="marker" name="{{ loop.index0 }}" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SvgMarker" enabled="1" locked="0" pass="0">{{ picture(ring, 7) }}{{ only('"status" <> \'uncontested\'', "enabled") }}</layer>
        <layer class="SvgMarker" enabled="1" locked="0" pass="0">{{ picture(look.picture, 7) }}</layer>
      </symbol>
{% elif layer == "areas" %}
      <symbol type="fill" name="{{ loop.index0 }}" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option name="color" type="QString" value="{{ look.rgb }},26"/><Option name="outline_color" type="QString" value="{{ look.rgb }},230"/><Option name="outline_style" type="QString" value="solid"/><Option name="outline_width" type="QString" value="0.4"/><Option name="outline_width_unit" type="QString" value="MM"/><Option name="style" type="QString" value="solid"/></Option>{{ only('if("status" = \'uncontested\', \'solid\', \'dash\')', "outlineStyle") }}</layer>
      </symbol>
{% else %}
      <symbol type="line" name="{{ loop.index0 }}" alpha="0.55" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map"><Option name="line_color" type="QString" value="{{ look.rgb }},255"/><Option name="line_style" type="QString" value="solid"/><Option name="line_width" type="QString" value="1.6"/><Option name="line_width_unit" type="QString" value="MM"/><Option name="capstyle" type="QString" value="flat"/></Option>{{ only('if("status" = \'uncontested\', \'solid\', \'dash\')', "outlineStyle") }}</layer>
      </symbol>
{% endif %}
{% endfor %}
    </symbols>
  </renderer-v2>
  <previewExpression>"title"</previewExpression>
  <layerGeometryType>{{ {"points": 0, "lines": 1, "areas": 2}[layer] }}</layerGeometryType>
</qgis>
